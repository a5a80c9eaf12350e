"""How the settings of chapter 8 were chosen: the whole search, for the dog network and for its linear rival.

`python tests/bench/bench_dogs.py`; no part of `make bench`, as it times nothing. Some minutes: 21 settings each, all
trained on 5,000 dogs and compared on validation dogs, and the best of each judged once on held-out dogs.
"""

from turning_dials.data import dogs

RIVALS = {
    "network": lambda: dogs.starting_network(cost="binary_cross_entropy"),
    "linear": dogs.linear_classifier,
}


def main():
    """Print the settings in order, best first, and what the best of each rival does on held-out dogs."""
    data = dogs.load()
    for name, make in RIVALS.items():
        results = dogs.tune(make, data)
        _, rate, epochs = results[0]
        net = make()
        dogs.train(net, data.train, rate, epochs)
        print(f"dogs: {name}: rate {rate:g}, {epochs} epochs, held out {dogs.accuracy(net, data.test):.2%}")
        for share, rate, epochs in results:
            print(f"    {share:.1%} of the validation dogs with rate {rate:g} and {epochs} epochs")


if __name__ == "__main__":
    main()
