"""Figures with words: a picture of the book always comes with a text that says what it shows.

import matplotlib.pyplot as plt
from turning_dials.figures import show

plt.style.use("turning_dials.figures")
fig, ax = plt.subplots()
ax.plot(rates, costs)
show(fig, alt=f"The cost falls from {costs[0]:.2f} to {costs[-1]:.2f}.")
"""

import base64
import io

import matplotlib.pyplot as plt
from IPython.display import display
from matplotlib.figure import Figure
from PIL import Image

# Pixels of the picture for each pixel of the page, so that lines are crisp on a dense screen.
DENSITY = 2


def show(fig: Figure, alt: str) -> None:
    """Display the matplotlib figure `fig` with the text alternative `alt`, and close it.

    The text is what a screen reader says, and what stands in the notebook's plain text, where tests compare it: put the
    numbers that matter into it. Raises ValueError if it says nothing.
    """
    if not isinstance(alt, str) or not alt.strip():
        raise ValueError("alt: expected a sentence that says what the figure shows, got nothing")
    width, height = (round(inches * fig.dpi) for inches in fig.get_size_inches())
    file = io.BytesIO()
    fig.savefig(file, format="png", dpi=DENSITY * fig.dpi, metadata={"Software": None})
    plt.close(fig)
    picture = base64.b64encode(compact(file.getvalue())).decode()
    about = {"alt": alt, "width": width, "height": height}
    display({"image/png": picture, "text/plain": f"Figure: {alt}"}, metadata={"image/png": about}, raw=True)


def compact(png: bytes) -> bytes:
    """The same PNG with a palette of 256 colors, a third of the size."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    # The other ways to choose a palette lose the hues that few pixels have, such as a dial's arc.
    picture = picture.quantize(256, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    file = io.BytesIO()
    picture.save(file, "PNG", optimize=True)
    return file.getvalue()
