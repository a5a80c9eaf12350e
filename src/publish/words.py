"""Write src/turning_dials/words/en.json: every text that the views of boards and questions say, as t`...`.

It is what a translator copies: on the left the English text by which a view looks it up, on the right what stands for
it. What is wrong with a translation, and how much of it is missing, is said for each.
"""

import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import turning_dials
from turning_dials.words import ENGLISH, FOLDER, texts

PACKAGE = Path(turning_dials.__file__).parent
VALUE = re.compile(r"\$\{\d+\}")
# What Intl.PluralRules calls the forms that languages have for a number.
FORMS = ("zero", "one", "two", "few", "many", "other")


def english() -> str:
    """The content of en.json: the texts in the order of the modules, those of the kit first."""
    modules = sorted(PACKAGE.rglob("*.js"), key=lambda module: (not module.is_relative_to(PACKAGE / "kit"), module))
    found = dict.fromkeys(text for module in modules for text in texts(module.read_text(encoding="utf-8")))
    return json.dumps({text: text for text in found}, indent=2, ensure_ascii=False) + "\n"


def faults(catalog: Mapping[str, Any], known: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with a catalog, a sentence each. `known` is the English one; a missing text is no fault."""
    for text, said in catalog.items():
        values = set(VALUE.findall(text))
        if text not in known:
            yield f"{text!r} is no text of a view"
        elif isinstance(said, str):
            if set(VALUE.findall(said)) != values:
                yield f"{text!r} has other values than {said!r}"
        elif not isinstance(said, dict) or "other" not in said:
            yield f"{text!r}: expected a text, or a text for each of some forms and for other, got {said!r}"
        else:
            forms = {name: form for name, form in said.items() if name != "count"}
            if f"${{{said.get('count', 0)}}}" not in values:
                yield f"{text!r} has no value {said.get('count', 0)} to count by"
            if strange := set(forms) - set(FORMS):
                yield f"{text!r} has forms {', '.join(sorted(strange))}; expected some of {', '.join(FORMS)}"
            # A form may leave the number out, as in "one turn".
            for form in forms.values():
                if not isinstance(form, str) or not set(VALUE.findall(form)) <= values:
                    yield f"{text!r} has other values than {form!r}"


def main() -> None:
    """Write the English list, and say how each translation stands to it."""
    (FOLDER / f"{ENGLISH}.json").write_text(english(), encoding="utf-8")
    known = json.loads(english())
    wrong = 0
    for path in sorted(FOLDER.glob("*.json")):
        catalog = json.loads(path.read_text(encoding="utf-8"))
        if path.stem != ENGLISH:
            print(f"{path.name}: {sum(text in catalog for text in known)} of {len(known)} texts")
        for fault in faults(catalog, known):
            wrong += 1
            print(f"{path.name}: {fault}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
