"""The arrays that the package hands out, and what they say to someone who writes where writing has no effect."""

from typing import Any, NoReturn, Self

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


class Views(tuple[Array, ...]):
    """A layer's arrays in order, each a view into the dials: written into, they turn them; replaced, they would not."""

    name = "weights"

    def __setitem__(self, layer: int, values: object) -> None:
        # net.weights[0] += 1 has turned the dials by the time it gets here, with the very view that it took.
        if values is not self[layer]:
            name = f"{self.name}[{layer}]"
            raise TypeError(f"{name}: expected its numbers to be written into, {name}[:] = ..., got another array")


class Biases(Views):
    """The views of the biases."""

    name = "biases"


class Snapshot(np.ndarray[tuple[int], np.dtype[np.float64]]):
    """A read-only copy of a board's dials, which says so when written into; += and the like give a new array."""

    def __new__(cls, values: Array) -> Self:
        """The numbers of `values`, not to be written into."""
        made = values.view(cls)
        made.flags.writeable = False
        return made

    def __setitem__(self, place: Any, values: Any) -> None:
        if not self.flags.writeable:
            self._refuse()
        super().__setitem__(place, values)

    def _refuse(self) -> NoReturn:
        raise ValueError(
            "parameters: expected the whole vector at once, got one part of a read-only copy: "
            "values = board.parameters.copy(); values[0] = 1; board.parameters = values"
        )

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, **kwargs: Any) -> Any:
        # board.parameters -= rate * slopes: Python computes the right side, then assigns what comes out, so a new array
        # serves. All results are ordinary arrays.
        plain = [np.asarray(each) if isinstance(each, Snapshot) else each for each in inputs]
        into = kwargs.get("out", ())
        if any(isinstance(each, Snapshot) and not each.flags.writeable for each in into):
            del kwargs["out"]
        elif into:
            kwargs["out"] = tuple(np.asarray(each) if isinstance(each, Snapshot) else each for each in into)
        return getattr(ufunc, method)(*plain, **kwargs)

    def __repr__(self) -> str:
        return repr(np.asarray(self))
