"""What tells the ten breeds apart, as numbers: one row per breed, in the words that a person would use.

Lengths are in pixels of a 25×25 picture at middle size. They follow the breeds' proportions, but heights are drawn
together (a Great Dane stands nearly four dachshunds high in life, and two and a half here), or else the dachshund would
be a dash. Angles are in degrees: 0 points forward, 90 up, 180 backward.

Shades go from 0 (black) to 1 (white). A breed has one or more coats, and a picture takes one of them, so that shade
alone tells little: a Labrador is black, brown or yellow.
"""

from typing import Any, NamedTuple

# The backgrounds, as the range that a picture's background is taken from.
WALLS = {"night": (0.05, 0.2), "gray": (0.4, 0.52), "day": (0.68, 0.84), "snow": (0.9, 1.0)}


class Coat(NamedTuple):
    """The shade of each part of a dog, None where LENDERS says whose it has, and two backgrounds to stand before."""

    body: float
    walls: tuple[str, str]
    back: float | None = None  # the saddle
    head: float | None = None
    muzzle: float | None = None
    ear: float | None = None
    brow: float | None = None  # and the eye, on a dark head
    chest: float | None = None
    leg: float | None = None
    foot: float | None = None
    tail: float | None = None
    tip: float | None = None  # the outer half of the tail
    patch: float | None = None  # spots on the body


# Which part lends its shade to a part that has none. In this order, since a lender may itself be a borrower.
LENDERS = {"back": "body", "head": "body", "muzzle": "head", "ear": "head", "brow": "head", "chest": "body",
           "leg": "body", "foot": "leg", "tail": "body", "tip": "tail", "patch": "body"}  # fmt: skip


class Breed(NamedTuple):
    """One row of the table."""

    name: str
    height: float  # from the ground to the withers
    length: float  # from hip to shoulder
    chest: float  # half the depth of the chest
    loin: float  # half the depth of the trunk before the hind legs
    slope: float  # how much lower the hips are than the withers
    leg: float  # half the width of a leg
    neck: float
    neck_angle: float
    skull: float  # radius
    muzzle: float  # how far it stands out from the skull
    jaw: float  # half the depth of the muzzle
    ear: str  # "upright", "hanging" or "folded"
    ear_length: float
    ear_width: float  # half of it
    tail: float
    tail_angle: float
    tail_bend: float  # by how much the outer half turns: less than 0 is upward, since a tail points back
    tail_width: float  # half of it, at the root
    coats: tuple[Coat, ...]
    fringe: float = 0.0  # length of the long hair below belly and tail and behind the legs
    jowls: bool = False  # a pushed-in face: nose high, cheeks hanging, the mouth a dark line
    pompons: bool = False  # clipped as for a show: mane, topknot, balls of curls on ankles and tail


DARK = ("day", "snow")
PALE = ("night", "gray")
TAN_POINTS: dict[str, Any] = {"walls": DARK, "muzzle": 0.56, "chest": 0.56, "foot": 0.56, "brow": 0.56}

TABLE = (
    Breed("German shepherd", height=12.6, length=8.6, chest=2.6, loin=2.0, slope=1.7, leg=0.8,
          neck=3.8, neck_angle=46, skull=1.8, muzzle=2.7, jaw=0.95, ear="upright", ear_length=2.8, ear_width=1.05,
          tail=7.0, tail_angle=236, tail_bend=-22, tail_width=1.1,
          coats=(Coat(0.55, ("day", "snow"), back=0.08, muzzle=0.12, ear=0.2, tail=0.15),
                 Coat(0.48, ("snow", "day"), back=0.05, muzzle=0.08, ear=0.15, tail=0.1))),
    Breed("Labrador retriever", height=11.8, length=8.0, chest=2.75, loin=2.45, slope=0.0, leg=1.0,
          neck=3.3, neck_angle=42, skull=2.1, muzzle=2.3, jaw=1.2, ear="hanging", ear_length=2.2, ear_width=0.85,
          tail=6.0, tail_angle=174, tail_bend=-6, tail_width=1.15,
          coats=(Coat(0.1, DARK), Coat(0.3, DARK), Coat(0.84, PALE, ear=0.7))),
    Breed("Rottweiler", height=11.8, length=7.6, chest=3.45, loin=3.0, slope=0.0, leg=1.25,
          neck=2.8, neck_angle=42, skull=2.6, muzzle=1.5, jaw=1.4, ear="hanging", ear_length=1.8, ear_width=0.8,
          tail=1.2, tail_angle=150, tail_bend=0, tail_width=0.7,
          coats=(Coat(0.06, **TAN_POINTS), Coat(0.12, **TAN_POINTS))),
    Breed("beagle", height=10.6, length=7.4, chest=2.65, loin=2.3, slope=0.0, leg=0.95,
          neck=2.7, neck_angle=50, skull=2.25, muzzle=2.2, jaw=1.15, ear="hanging", ear_length=4.0, ear_width=1.1,
          tail=5.6, tail_angle=116, tail_bend=-22, tail_width=0.85,
          coats=(Coat(0.46, ("day", "day"), back=0.06, muzzle=1.0, head=0.48, ear=0.3, chest=1.0, leg=1.0,
                      tail=0.12, tip=1.0),
                 Coat(0.54, ("day", "night"), back=0.3, muzzle=1.0, head=0.56, ear=0.38, chest=1.0, leg=1.0,
                      tail=0.35, tip=1.0))),
    Breed("bulldog", height=8.4, length=6.6, chest=3.5, loin=2.4, slope=-0.2, leg=1.25,
          neck=3.0, neck_angle=20, skull=3.3, muzzle=0.4, jaw=1.2, ear="folded", ear_length=2.0, ear_width=0.85,
          tail=0.8, tail_angle=165, tail_bend=0, tail_width=0.7, jowls=True,
          coats=(Coat(0.94, PALE, head=0.68, ear=0.4, muzzle=0.95, patch=0.66),
                 Coat(0.5, ("snow", "night"), muzzle=0.8, ear=0.3, chest=0.85, leg=0.6, foot=0.8),
                 Coat(0.3, ("day", "snow"), head=0.34, ear=0.15, chest=0.95, muzzle=0.8, foot=0.6))),
    Breed("golden retriever", height=11.8, length=8.0, chest=2.7, loin=2.4, slope=0.0, leg=0.9,
          neck=3.3, neck_angle=46, skull=2.05, muzzle=2.2, jaw=1.1, ear="hanging", ear_length=2.8, ear_width=1.0,
          tail=6.2, tail_angle=186, tail_bend=-30, tail_width=0.85, fringe=2.4,
          coats=(Coat(0.7, ("night", "snow"), ear=0.55, chest=0.78), Coat(0.56, ("night", "snow"), ear=0.42),
                 Coat(0.85, PALE, ear=0.68, chest=0.92))),
    Breed("Great Dane", height=15.2, length=7.8, chest=2.75, loin=1.85, slope=0.2, leg=0.85,
          neck=4.7, neck_angle=58, skull=1.75, muzzle=2.8, jaw=1.2, ear="folded", ear_length=1.8, ear_width=0.65,
          tail=7.4, tail_angle=248, tail_bend=-18, tail_width=0.65,
          coats=(Coat(0.62, ("snow", "night"), muzzle=0.1, ear=0.15), Coat(0.08, DARK), Coat(0.38, ("snow", "day")),
                 Coat(0.95, ("gray", "night"), patch=0.05))),
    Breed("poodle", height=11.8, length=6.0, chest=2.5, loin=1.5, slope=0.0, leg=0.55,
          neck=3.6, neck_angle=66, skull=1.5, muzzle=2.8, jaw=0.68, ear="hanging", ear_length=3.0, ear_width=1.1,
          tail=4.1, tail_angle=114, tail_bend=0, tail_width=0.45, pompons=True,
          coats=(Coat(0.93, PALE), Coat(0.08, DARK), Coat(0.62, ("night", "snow")), Coat(0.35, DARK))),
    Breed("Doberman", height=14.0, length=7.6, chest=2.5, loin=1.55, slope=0.3, leg=0.68,
          neck=4.4, neck_angle=60, skull=1.5, muzzle=3.0, jaw=0.75, ear="upright", ear_length=2.4, ear_width=0.65,
          tail=1.2, tail_angle=125, tail_bend=0, tail_width=0.5,
          coats=(Coat(0.06, **TAN_POINTS), Coat(0.2, **TAN_POINTS))),
    Breed("dachshund", height=6.4, length=11.0, chest=2.15, loin=1.85, slope=0.0, leg=0.85,
          neck=2.7, neck_angle=48, skull=1.75, muzzle=2.7, jaw=0.8, ear="hanging", ear_length=2.9, ear_width=1.0,
          tail=4.2, tail_angle=168, tail_bend=12, tail_width=0.6,
          coats=(Coat(0.46, ("snow", "day"), ear=0.28), Coat(0.08, **TAN_POINTS), Coat(0.28, DARK, ear=0.14))),
)  # fmt: skip
