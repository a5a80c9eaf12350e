"""Chapter 3's exercise: the same neuron for a thermometer with another zero and other degrees."""

from typing import Any

import numpy as np

from turning_dials.exercises.verdict import Verdict, check_function


def check_fahrenheit(to_fahrenheit: Any) -> Verdict:
    """Does `to_fahrenheit(w, b)` give (w, b) for degrees Fahrenheit, from a neuron for degrees Celsius?

    A temperature of C degrees Celsius is F = 1.8·C + 32, and both neurons are to give the same answers. Returns a
    Verdict.
    """
    cases = [(0.334, -5.933), (-0.5, 4.0), (0.25, 0.0)]
    return check_function(to_fahrenheit, right, cases, MISTAKES, "to_fahrenheit")


def right(w: Any, b: Any) -> Any:
    return np.array([w / 1.8, b - w * 32 / 1.8])


MISTAKES = [
    (lambda w, b: (w / 1.8, b), "The weight is right. The zero has moved, too: 0 degrees Celsius is 32 Fahrenheit."),
    (
        lambda w, b: (w / 1.8, b + w * 32 / 1.8),
        "Almost: check the sign of the shift. Try 32 Fahrenheit, where z must be b.",
    ),
    (lambda w, b: (w / 1.8, b - 32), "The shift is 32 degrees of x; z feels it only after the weight."),
    (
        lambda w, b: (w / 1.8, b - 32 * w),
        "Nearly: 32 counts in Fahrenheit, so it meets the new weight, not the old one.",
    ),
    (lambda w, b: (w / 1.8, b + 32 * w), "32 counts in Fahrenheit, so it meets the new weight; and look at its sign."),
    (
        lambda w, b: (1.8 * w, b + 32 * w),
        "This puts F = 1.8·C + 32 in the wrong way round. Solve it for C, then put C in.",
    ),
    (lambda w, b: (1.8 * w, b), "Fahrenheit degrees are smaller, so the weight for each of them must be, too."),
    (
        lambda w, b: (1.8 * w, b - 32 * w),
        "Fahrenheit degrees are smaller, so each of them must count for less: divide by 1.8.",
    ),
    (lambda w, b: (w, b - 32 * w), "The shift alone is not enough: a degree Fahrenheit is also a smaller step."),
    (lambda w, b: (w, b - 32), "Solve F = 1.8·C + 32 for C and put that into z = w·C + b."),
    (lambda w, b: (w / 1.8, (b - 32) / 1.8), "That converts the bias as if it were a temperature. It is a part of z."),
    (
        lambda w, b: (1.8 * w, 1.8 * b + 32),
        "Weight and bias are no temperatures: they must make z the same, not be converted.",
    ),
    (lambda w, b: (w, b), "These are the old dials: with them 20 degrees Fahrenheit would count like 20 Celsius."),
]
