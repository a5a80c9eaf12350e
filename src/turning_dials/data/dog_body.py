"""A dog from its traits: one way of drawing for all ten breeds, with other numbers.

Each picture has its own row of random numbers between 0 and 1. They decide the pose (gait, neck, head, tail, lean), the
size and place, which way the dog faces, small differences in build, the coat and its shade, and the background. A row
of halves is a breed in the middle of all its ranges.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from turning_dials.arrays import Array
from turning_dials.data.dog_traits import LENDERS, WALLS, Breed, Coat
from turning_dials.data.drawing import SIDE, Canvas, Number

Point = tuple[Number, Number]
Vary = Callable[[Number, Number], Array]

DRAWS = 40  # random numbers at hand for one picture


class Chance:
    """Deals out the random numbers of m pictures in order, one per picture and question, as columns (m, 1)."""

    def __init__(self, numbers: Array) -> None:
        self._columns = iter(np.asarray(numbers, dtype=float).T[:, :, None])

    def between(self, low: Number, high: Number) -> Array:
        column: Array = next(self._columns)
        return np.asarray(low + (high - low) * column)

    def one_of(self, rows: Any) -> list[Array]:
        """One row of a table for each picture: a list with one column (m, 1) per entry of a row."""
        table = np.asarray(rows, dtype=float)
        chosen = np.minimum((next(self._columns)[:, 0] * len(table)).astype(int), len(table) - 1)
        return list(table[chosen].T[:, :, None])


def paint_dogs(breed: Breed, numbers: Array, grain: Array) -> Array:
    """m pictures of one breed as (m, SIDE²) gray levels between 0 and 1.

    `numbers` is (m, DRAWS), each between 0 and 1; `grain` (m, SIDE²) is noise, added before levels are held to 0..1.
    """
    dog = Dog(breed, Chance(numbers))
    dog.paint_far_legs()
    dog.paint_tail()
    dog.paint_trunk()
    dog.paint_near_legs()
    dog.paint_neck()
    dog.paint_head()
    dog.paint_ear()
    return np.clip(dog.canvas.levels + grain, 0.0, 1.0)


class Dog:
    """m dogs of one breed, each built, posed and placed by its random numbers; `paint_*` put them on `canvas`."""

    def __init__(self, breed: Breed, chance: Chance) -> None:
        self.breed = breed
        self._dress(chance.between, chance.one_of)
        self._build(chance.between)
        self._pose(chance.between)
        self._place(chance.between)

    def _dress(self, vary: Vary, one_of: Callable[[Any], list[Array]]) -> None:
        """Coat and background."""
        parts = list(shades(self.breed.coats[0]))
        *coat, low, high, other_low, other_high = one_of(
            [[*shades(coat).values(), *WALLS[coat.walls[0]], *WALLS[coat.walls[1]]] for coat in self.breed.coats]
        )
        shift = vary(-0.05, 0.05)
        self.shade = {part: np.clip(shade + shift, 0, 1) for part, shade in zip(parts, coat, strict=True)}
        first = vary(0, 1) < 0.5
        self.wall = vary(np.where(first, low, other_low), np.where(first, high, other_high))
        spots = ((-0.4, -0.15, -0.3, 0.6), (0.15, 0.45, -0.5, 0.6), (-0.1, 0.1, -0.8, 0.0))
        self.spots = [(vary(back, front), vary(down, up)) for back, front, down, up in spots]
        self.spot = vary(1.0, 1.5)

    def _build(self, vary: Vary) -> None:
        """Proportions: no two dogs of a breed are alike."""
        breed, stout = self.breed, vary(0.92, 1.1)
        self.chest, self.loin, self.leg = breed.chest * stout, breed.loin * stout, breed.leg * stout
        self.length = breed.length * vary(0.93, 1.07)
        height = breed.height * vary(0.94, 1.06)
        self.skull = breed.skull * vary(0.94, 1.06)
        self.muzzle = breed.muzzle * vary(0.9, 1.1)
        self.shoulder = (self.length / 2, height - self.chest)
        self.hip = (-self.length / 2, height - breed.slope - self.loin * 1.05)

    def _pose(self, vary: Vary) -> None:
        """Gait, neck, head and tail."""
        breed, (hip_x, hip_y), (shoulder_x, shoulder_y) = self.breed, self.hip, self.shoulder
        self.stride = np.minimum(0.28 * (shoulder_y - self.chest), 1.9) * vary(-1, 1)
        self.far_stride = vary(-0.5, 0.5) - self.stride
        neck = turn(breed.neck_angle + vary(-14, 10))
        self.head = (shoulder_x + 0.35 * self.chest + breed.neck * neck[0],
                     shoulder_y + 0.45 * self.chest + breed.neck * neck[1])  # fmt: skip
        self.nod = turn(vary(-16, 12))
        wag = vary(-16, 16)
        half, bent = turn(breed.tail_angle + wag), turn(breed.tail_angle + breed.tail_bend + wag)
        self.tail = [(hip_x - 0.75 * self.loin, hip_y + 0.55 * self.loin)]
        for (x, y), share in ((half, 0.55), (bent, 0.45)):
            self.tail.append((self.tail[-1][0] + share * breed.tail * x, self.tail[-1][1] + share * breed.tail * y))

    def _place(self, vary: Vary) -> None:
        """Size and place, within the picture as far as there is room, and the ground under the feet."""
        breed, size = self.breed, vary(0.88, 1.06)
        left = np.minimum(self.tail[-1][0] - breed.tail_width, self.hip[0] - self.loin)
        right = np.maximum(self.on_head(0.85, 0)[0] + self.muzzle, self.shoulder[0] + self.chest)
        top = self.head[1] + self.skull + (0.8 * breed.ear_length if breed.ear == "upright" else 0.6)
        facing = np.where(vary(0, 1) < 0.5, -1.0, 1.0)
        room_x = np.clip((SIDE - 0.5 - (right - left) * size) / 2, 0.3, 2.6)
        room_y = np.clip((SIDE - 0.5 - top * size) / 2, 0.2, 2.2)
        column = (SIDE - 1) / 2 - facing * size * (left + right) / 2 + room_x * vary(-1, 1)
        row = (SIDE - 1) / 2 + size * top / 2 + room_y * vary(-1, 1)
        self.canvas = Canvas(self.wall, column, row, size, np.deg2rad(vary(-4, 4)), facing)
        ground = self.wall + np.where(self.wall > 0.3, -0.08, 0.08)
        self.canvas.paint(np.clip(0.5 - self.canvas.y * size, 0, 1), ground)

    def on_head(self, forward: Number, up: Number) -> tuple[Number, Number]:
        """Where a point of the head lies, given in radii of the skull."""
        (cosine, sine), (x, y) = self.nod, self.head
        return x + self.skull * (forward * cosine - up * sine), y + self.skull * (forward * sine + up * cosine)

    def limb(self, start: Point, r0: Number, end: Point, r1: Number, shade: Number) -> None:
        self.canvas.paint(self.canvas.limb(*start, r0, *end, r1), shade)

    def ball(self, center: Point, rx: Number, ry: Number, shade: Number) -> None:
        self.canvas.paint(self.canvas.ellipse(*center, rx, ry), shade)

    def paint_far_legs(self) -> None:
        self._hind_leg(self.hip[0] + 0.7, self.far_stride, 0.75)
        self._front_leg(self.shoulder[0] - 0.5, -self.far_stride, 0.75)

    def paint_near_legs(self) -> None:
        self._hind_leg(self.hip[0], self.stride, 1.0)
        self._front_leg(self.shoulder[0] + 0.35, -self.stride, 1.0)

    def _hind_leg(self, x: Number, step: Number, light: float) -> None:
        """A thigh with the coat of the body, then down to the hock, which points back, and to the foot."""
        r, y = self.leg, self.hip[1]
        body, leg, foot = (self.shade[part] * light for part in ("body", "leg", "foot"))
        knee = (x + 0.35 * self.loin + 0.3 * step, 0.58 * y)
        hock = (x - 0.9 + 0.7 * step, 0.3 * y)
        heel = (x - 0.5 + step, 0.65 * r)
        self.limb((x, y - 0.1 * self.loin), 0.85 * self.loin, knee, 1.3 * r, body)
        self.limb(knee, 1.2 * r, hock, 0.85 * r, leg)
        if self.breed.fringe:
            self.limb((x - 0.9, 0.62 * y), 1.1, (hock[0] - 0.2, hock[1] + 0.5), 0.8, body * 0.93)
        self.limb(hock, 0.85 * r, heel, 0.8 * r, foot)
        self.limb(heel, 0.6 * r, (heel[0] + 0.7, heel[1]), 0.6 * r, foot)
        if self.breed.pompons:
            self.ball((heel[0] - 0.1, 2.1), 1.35, 1.35, foot)

    def _front_leg(self, x: Number, step: Number, light: float) -> None:
        r, y = self.leg, self.shoulder[1]
        leg, foot = self.shade["leg"] * light, self.shade["foot"] * light
        knee, heel = (x + 0.45 * step, 0.45 * y), (x + step, 0.65 * r)
        self.limb((x, y - 0.3 * self.chest), 1.2 * r, knee, r, leg)
        if self.breed.fringe:
            self.limb((x - 0.8, 0.6 * y), 0.9, (knee[0] - 0.5, 0.3 * y), 0.4, leg * 0.93)
        self.limb(knee, r, heel, 0.85 * r, foot)
        self.limb(heel, 0.6 * r, (heel[0] + 0.7, heel[1]), 0.6 * r, foot)
        if self.breed.pompons:
            self.ball((heel[0], 2.1), 1.35, 1.35, foot)

    def paint_tail(self) -> None:
        (x0, y0), (x1, y1), (x2, y2) = self.tail
        width, hair = self.breed.tail_width, self.breed.fringe
        if hair:
            flag = self.shade["tail"] * 0.92
            start, end = (0.3 * x0 + 0.7 * x1, y1 - 0.45 * hair), (x2 + 0.8, y2 - 0.4 * hair)
            self.limb(start, 0.45 * hair, end, 0.4 * hair, flag)
        self.limb((x0 + 0.6, y0 - 0.2), width, (x1, y1), 0.85 * width, self.shade["tail"])
        self.limb((x1, y1), 0.85 * width, (x2, y2), 0.5 * width, self.shade["tip"])
        if self.breed.pompons:
            self.ball((x2, y2), 1.75, 1.75, self.shade["tip"])

    def paint_trunk(self) -> None:
        breed, canvas, (hip_x, hip_y), (x, y) = self.breed, self.canvas, self.hip, self.shoulder
        if breed.fringe:
            for place in (0.0, 0.25, 0.5, 0.75):
                end = (x - place * self.length - 0.4, y - self.chest - (0.55 - 0.3 * place) * breed.fringe)
                self.limb((x - place * self.length, y - 0.5 * self.chest), 1.2, end, 0.4, self.shade["body"] * 0.93)
        trunk = canvas.limb(hip_x, hip_y, self.loin, x, y, self.chest)
        canvas.paint(trunk, self.shade["body"])
        top = (hip_y + self.loin + y + self.chest) / 2
        saddle = canvas.ellipse((hip_x + x) / 2, top - 0.2 * self.loin, 0.55 * self.length, 1.35 * self.loin)
        canvas.paint(saddle * trunk, self.shade["back"])
        for along, up in self.spots if any(coat.patch is not None for coat in breed.coats) else ():
            spot = canvas.ellipse(along * self.length, y + up * self.loin, 1.1 * self.spot, self.spot)
            canvas.paint(spot * trunk, self.shade["patch"])
        if breed.pompons:  # shaved behind, so a mane in front and a rosette on the hip
            self.ball((hip_x - 0.1, hip_y), 1.7, 1.7, self.shade["body"])
            self.ball((x - 0.4, y + 0.2), 3.1, 3.0, self.shade["body"])
            for across, above in ((-1.4, 1.2), (1.2, 1.4), (0.6, -1.3), (-1.6, -1.0)):
                curl = np.clip(self.shade["body"] + 0.06 * above, 0, 1)
                self.ball((x - 0.4 + across, y + 0.2 + above), 0.9, 0.9, curl)

    def paint_neck(self) -> None:
        x, y = self.shoulder
        nape = (self.shade["back"] + self.shade["head"]) / 2
        root = (x + 0.1 * self.chest, y + 0.3 * self.chest)
        self.limb(root, 0.7 * self.chest, self.head, 0.8 * self.skull, nape)
        front = (x + 0.68 * self.chest, y + 0.15 * self.chest)
        self.ball(front, 0.42 * self.chest, 0.68 * self.chest, self.shade["chest"])
        if self.breed.fringe:
            throat = (x + 0.75 * self.chest, y + 0.6 * self.chest)
            self.limb(throat, 1.1, (x + 0.4 * self.chest, y - self.chest - 0.4), 0.6, self.shade["chest"])

    def paint_head(self) -> None:
        shade, reach = self.shade, self.muzzle / self.skull
        self.ball(self.head, self.skull, 0.95 * self.skull, shade["head"])
        jaw, tip = self.breed.jaw, 0.85 + reach
        bridge = self.on_head(tip - jaw / self.skull, -0.35 - 0.06 * reach)
        self.limb(self.on_head(0.4, -0.3), 1.1 * jaw, bridge, 0.85 * jaw, shade["muzzle"])
        if self.breed.jowls:
            self.ball(self.on_head(0.5, -0.62), 0.62 * self.skull, 0.5 * self.skull, shade["muzzle"])
            self.limb(self.on_head(0.45, -0.62), 0.3, self.on_head(1.1, -0.36), 0.3, 0.1)
            tip += 0.1
        self.ball(self.on_head(tip - 0.2, -0.12), 0.6, 0.55, np.where(shade["muzzle"] < 0.25, 0.0, 0.04))
        eye = np.where(shade["head"] < 0.4, np.maximum(shade["brow"], shade["head"] + 0.25), 0.05)
        self.ball(self.on_head(0.4, 0.28), 0.45, 0.45, eye)
        if self.breed.pompons:
            self.ball(self.on_head(-0.25, 0.75), 1.9, 1.65, shade["head"])

    def paint_ear(self) -> None:
        kind, shade = self.breed.ear, self.shade
        long, wide = self.breed.ear_length / self.skull, self.breed.ear_width
        if kind == "upright":
            self.limb(self.on_head(-0.45, 0.45), wide, self.on_head(-0.35, 0.6 + long), 0.15, shade["ear"])
            return
        # On a head of its own shade an ear would not be seen: it is a little darker, or lighter on black.
        plain = np.abs(shade["ear"] - shade["head"]) < 0.08
        ear = np.where(plain, shade["ear"] + np.where(shade["ear"] < 0.25, 0.14, -0.14), shade["ear"])
        if kind == "hanging":
            self.limb(self.on_head(-0.35, 0.4), 0.75 * wide, self.on_head(-0.55, 0.5 - long), wide, ear)
        else:
            tip = self.on_head(-0.3 - 0.6 * long, 0.75 - 0.5 * long)
            self.limb(self.on_head(-0.3, 0.8), wide, tip, 0.5 * wide, ear)


def shades(coat: Coat) -> dict[str, float]:
    """The shade of every part of a coat, borrowed ones included, as a dict."""
    told = {part: value for part, value in coat._asdict().items() if part != "walls"}
    for part, lender in LENDERS.items():
        if told[part] is None:
            told[part] = told[lender]
    return told


def turn(degrees: Number) -> tuple[Number, Number]:
    """The direction of an angle: (cosine, sine)."""
    radians = np.deg2rad(degrees)
    return np.cos(radians), np.sin(radians)
