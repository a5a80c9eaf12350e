"""Turning Dials: an interactive textbook on neural networks and backpropagation, with your hands on the weights."""

from turning_dials.network import Network

__version__ = "0.1.0"
__all__ = ["Network", "__version__"]
