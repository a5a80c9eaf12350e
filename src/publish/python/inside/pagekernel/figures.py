"""Matplotlib's way to this page: plt.show() puts each open figure below the cell, as an SVG."""

import io

from IPython.display import display
from matplotlib._pylab_helpers import Gcf
from matplotlib.backends.backend_agg import FigureCanvasAgg as FigureCanvas

__all__ = ["FigureCanvas", "show"]


def show(*_, **__):
    """Show and close every open figure."""
    for manager in Gcf.get_all_fig_managers():
        figure = manager.canvas.figure
        file = io.StringIO()
        figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
        width, height = (round(inches * figure.dpi) for inches in figure.get_size_inches())
        titles = [axes.get_title(loc) for axes in figure.axes for loc in ("left", "center", "right")]
        alt = "A figure drawn by this cell. " + " ".join(title for title in titles if title)
        about = {"image/svg+xml": {"alt": alt.strip(), "width": width, "height": height}}
        display({"image/svg+xml": file.getvalue(), "text/plain": repr(figure)}, metadata=about, raw=True)
    Gcf.destroy_all()
