"""Plain gradient descent with numpy, for what the prose says of it beside a challenge."""


def steps_below(network, inputs, targets, rate, below):
    """How many steps a copy of the network takes until its cost is below the goal."""
    walker, steps = network.copy(), 0
    while walker.cost(inputs, targets) >= below:
        walker.parameters -= rate * walker.gradient(inputs, targets)
        steps += 1
    return steps


def cost_after(network, inputs, targets, turns):
    """The cost of a copy of the network after these turns, each a dial's index and where it is turned to."""
    turned = network.copy()
    for index, value in turns:
        turned.parameters[index] = value
    return turned.cost(inputs, targets)
