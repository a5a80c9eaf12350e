"""Write src/turning_dials/words/en.json: every text that the views of boards and questions say, as t`...`.

It is what a translator copies: on the left the English text by which a view looks it up, on the right what stands for
it.
"""

import json
from pathlib import Path

import turning_dials
from turning_dials.words import ENGLISH, FOLDER, texts

PACKAGE = Path(turning_dials.__file__).parent


def english() -> str:
    """The content of en.json: the texts in the order of the modules, those of the kit first."""
    modules = sorted(PACKAGE.rglob("*.js"), key=lambda module: (not module.is_relative_to(PACKAGE / "kit"), module))
    found = dict.fromkeys(text for module in modules for text in texts(module.read_text(encoding="utf-8")))
    return json.dumps({text: text for text in found}, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    (FOLDER / f"{ENGLISH}.json").write_text(english(), encoding="utf-8")
