"""A worked example that many readers know: Matt Mazur, "A Step by Step Backpropagation Example", 2015.

https://mattmazur.com/2015/03/17/a-step-by-step-backpropagation-example/ follows one example through a 2-2-2 sigmoid
network by hand. Two conventions differ from this book's, and neither changes a slope. He adds up half of each squared
error; this book takes the mean of the squared errors, which is the same number where there are two outputs. His two
neurons of a layer share one bias; here each has its own, with the same value. He turns the weights and
leaves the biases.

One printed number is not what the printed weights give: the error after one step. See ERROR_AFTER.
"""

SIZES = [2, 2, 2]
# Row by row w1 w2, w3 w4, then the biases; the same for w5 w6, w7 w8.
PARAMETERS = [0.15, 0.20, 0.25, 0.30, 0.35, 0.35, 0.40, 0.45, 0.50, 0.55, 0.60, 0.60]
INPUTS = [0.05, 0.10]
TARGETS = [0.01, 0.99]
RATE = 0.5

# What the article prints, with all the digits it prints.
PRINTED = {
    "h1": "0.593269992",
    "h2": "0.596884378",
    "o1": "0.75136507",
    "o2": "0.772928465",
    "total error": "0.298371109",
    "slope of w5": "0.082167041",
    "slope of w1": "0.000438568",
}
# The weights after one step: w1 to w8.
TURNED = [
    "0.149780716",
    "0.19956143",
    "0.24975114",
    "0.29950229",
    "0.35891648",
    "0.408666186",
    "0.511301270",
    "0.561370121",
]
# The total error that the article gives after one step. With the weights above it is 0.291027774; the printed number
# comes out when the error is carried back through output weights that have been turned already.
ERROR_AFTER = "0.291027924"

PRESET = {
    "name": "Mazur's worked example, 2015",
    "sizes": SIZES,
    "activation": "sigmoid",
    "cost": "mean_squared_error",
    "parameters": PARAMETERS,
    "inputs": INPUTS,
    "targets": TARGETS,
}
