"""Drawing many small gray pictures at once, from two shapes: the ellipse and the limb.

A shape is told by its *signed distance*: negative inside, positive outside, in pixels. A pixel half a pixel inside the
edge is covered wholly, one half a pixel outside is not covered, and between the two the coverage goes in a straight
line. That is anti-aliasing without drawing the picture larger first, and it is a few array operations per shape for
all pictures together.

Coordinates are those of the thing drawn (x forward, y up, in its own units); `Canvas` knows where it stands in each
picture, how large it is, how it leans and which way it faces. Every number of a shape may be a plain number or an
array (m, 1) with one value per picture.
"""

from typing import Any

import numpy as np

from turning_dials.arrays import Array

Number = Any  # a plain number, or an array (m, 1) with one value per picture

SIDE = 25  # pixels along one edge of a picture


class Canvas:
    """m pictures of SIDE × SIDE gray levels (0 black, 1 white) that are painted on together.

    `x` and `y`, both (m, SIDE²), say where each pixel lies in the coordinates of the thing drawn, and `unit` (m, 1)
    how many pixels one of its units is.
    """

    def __init__(self, background: Array, column: Array, row: Array, unit: Array, lean: Array, facing: Array) -> None:
        """Place the origin at (column, row) pixels, rows counted downward, and let x point right where facing is 1.

        All arguments are arrays (m, 1), and background may be (m, SIDE²). A lean of more than 0, in radians, lowers the
        front.
        """
        across = (np.arange(SIDE * SIDE) % SIDE - column) * facing / unit
        up = (row - np.arange(SIDE * SIDE) // SIDE) / unit
        cosine, sine = np.cos(lean), np.sin(lean)
        self.x = across * cosine + up * sine
        self.y = up * cosine - across * sine
        self.unit = unit
        self.levels = np.broadcast_to(background, self.x.shape).copy()

    def ellipse(self, x: Number, y: Number, rx: Number, ry: Number, angle: Number = 0.0) -> Array:
        """Coverage (m, SIDE²), from 0 to 1, of an ellipse with half-axes rx and ry, turned by angle (radians)."""
        dx, dy = self.x - x, self.y - y
        if np.any(angle):
            cosine, sine = np.cos(angle), np.sin(angle)
            dx, dy = dx * cosine + dy * sine, dy * cosine - dx * sine
        # Not the true distance to an ellipse, which has no closed form, but the first step toward it: exact at the
        # edge, and exact everywhere when the two half-axes are equal.
        dx, dy = dx / rx, dy / ry
        reach = np.sqrt(dx * dx + dy * dy)
        steepness = np.sqrt((dx / rx) ** 2 + (dy / ry) ** 2) + 1e-9
        return self._covered(reach * (reach - 1.0) / steepness)

    def limb(self, x0: Number, y0: Number, r0: Number, x1: Number, y1: Number, r1: Number) -> Array:
        """Coverage (m, SIDE²) of a bar with round ends from (x0, y0) to (x1, y1), its radius going from r0 to r1."""
        along_x, along_y = x1 - x0, y1 - y0
        dx, dy = self.x - x0, self.y - y0
        length = along_x * along_x + along_y * along_y + 1e-9
        along = np.clip((dx * along_x + dy * along_y) / length, 0.0, 1.0)
        dx = dx - along * along_x
        dy = dy - along * along_y
        return self._covered(np.sqrt(dx * dx + dy * dy) - (r0 + (r1 - r0) * along))

    def _covered(self, distance: Array) -> Array:
        return np.clip(0.5 - distance * self.unit, 0.0, 1.0)

    def paint(self, coverage: Array, shade: Number) -> None:
        """Lay a shade (a number or (m, 1)) over the pictures where, and as far as, coverage says."""
        self.levels += coverage * (shade - self.levels)
