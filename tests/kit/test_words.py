"""The words of boards in another language: what is collected, what a catalog does, and that en.json is up to date."""

import base64
import json
import os
import subprocess

import pytest

from publish.words import english, faults
from turning_dials import words
from turning_dials.join import LANGUAGE, join
from turning_dials.view import View
from turning_dials.words import FOLDER, Catalog, asked_for, texts


@pytest.fixture
def said(node, tmp_path):
    """What a module says, as node hears it: the texts that the expressions come to, joined with a catalog."""

    def run(expressions, catalog=None):
        view = tmp_path / "view.js"
        kit = f"./{os.path.relpath(LANGUAGE.parents[1], tmp_path.resolve())}"
        view.write_text(
            f'import {{ plural, t }} from "{kit}/model/language.js";\n'
            f'import {{ Places }} from "{kit}/console/places.js";\nexport default [{expressions}];\n',
            encoding="utf-8",
        )
        script = "import('data:text/javascript;base64,' + process.argv[1])"
        script += ".then((made) => console.log(JSON.stringify(made.default)))"
        made = base64.b64encode(join(view, catalog).encode()).decode()
        done = subprocess.run([str(node), "-e", script, made], capture_output=True, text=True, check=True, timeout=60)
        return json.loads(done.stdout)

    return run


def test_the_english_catalog_is_what_the_code_says():
    assert english() == (FOLDER / "en.json").read_text(encoding="utf-8"), "run `make words`"


def test_texts_are_found_with_their_values_numbered_and_within_each_other():
    source = r"""
      // t`not this one`
      /** nor t`this` */
      say(t`Cost`, at`nor this`, `or this`);
      say(t`${cost({ a: "}" })} of ${most > 1 ? t`many, ${most}` : "`"}: \`\\ and ${x}`);
    """
    assert texts(source) == ["Cost", "${0} of ${1}: `\\ and ${2}", "many, ${0}"]


def test_a_text_that_does_not_end_is_refused():
    with pytest.raises(ValueError, match="does not end"):
        texts("t`Cost ${cost")


def test_english_needs_no_catalog(said):
    assert said("t`Cost`, t`${1} of ${2}, ${3}`, plural(1, t`one turn`, t`${1} turns`)") == [
        "Cost", "1 of 2, 3", "one turn",
    ]  # fmt: skip


def test_a_catalog_speaks_and_puts_values_where_it_wants_them(said):
    catalog = Catalog("de", {"Cost": "Kosten", "${0} of ${1}": "von ${1} ist es ${0}", "another's": "nicht von hier"})
    told = said("t`Cost`, t`${'${1}'} of ${2}`, t`unknown ${3}`", catalog)
    assert told == ["Kosten", "von 2 ist es ${1}", "unknown 3"], "a text that the catalog lacks stays English"


def test_a_language_has_as_many_forms_for_a_number_as_it_needs(said):
    forms = {"one": "${0} ход", "few": "${0} хода", "many": "${0} ходов", "other": "${0} хода"}
    catalog = Catalog("ru", {"one turn": "1 ход", "${0} turns": forms, "${0} has ${1}": {"count": 1} | forms})
    turns = ", ".join(f"plural({n}, t`one turn`, t`${{{n}}} turns`)" for n in (1, 3, 5, 21, "'1,000'"))
    assert said(turns, catalog) == ["1 ход", "3 хода", "5 ходов", "21 ход", "1,000 ходов"]
    assert said("t`${'a'} has ${2}`", catalog) == ["a хода"], "chosen by the value that the catalog names"


def test_a_dial_is_found_by_its_name_in_any_language(said):
    parts = {"layer": "Schicht", "neuron": "Neuron", "pixel": "Bildpunkt", "from": "von", "bias": "Schwelle"}
    names = {
        "layer ${0}, ${1}": "Schicht ${0}, ${1}", "neuron ${0}": "Neuron ${0}", "pixel ${0}": "Bildpunkt ${0}",
        "from neuron ${0}": "von Neuron ${0}", "${0}, bias": "${0}, Schwelle",
    }  # fmt: skip
    places = "new Places([4, 3, 2], { shape: [2, 2], outputs: null })"
    catalog = Catalog("de", parts | names)
    assert said(f"{places}.name(5)", catalog) == ["Schicht 1, Neuron 2, Bildpunkt 1,2"]
    for known in (None, catalog):
        assert said(f"...Array.from({{ length: 23 }}, (_, i) => {places}.find({places}.name(i)))", known) == [
            *range(23)
        ]


def test_a_view_carries_its_own_texts_alone():
    view = LANGUAGE.parents[2] / "boards" / "slope" / "slope.js"
    made = join(view, Catalog("de", {"Rewind": "Zurück", "Show a dead ReLU": "Ein totes ReLU zeigen"}))
    assert "Zurück" in made and "Ein totes ReLU" not in made


def test_a_view_speaks_the_language_that_is_asked_for(monkeypatch, tmp_path):
    (tmp_path / "de.json").write_text('{"Rewind": "Zurück"}', encoding="utf-8")
    monkeypatch.setattr(words, "FOLDER", tmp_path)
    monkeypatch.setenv("TURNING_DIALS_LANGUAGE", "de")
    spoken = type("Spoken", (View,), {"view": "boards/slope/slope.js"})
    assert '"language": "de"' in spoken._esm and "Zurück" in spoken._esm


def test_a_language_without_a_catalog_is_refused_by_name(monkeypatch):
    monkeypatch.setenv("TURNING_DIALS_LANGUAGE", "tlh")
    with pytest.raises(ValueError, match="TURNING_DIALS_LANGUAGE: expected one of en, got 'tlh'"):
        asked_for()
    monkeypatch.setenv("TURNING_DIALS_LANGUAGE", "")
    assert asked_for() is None


def test_every_catalog_fits_the_texts():
    catalogs = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.json")}
    known = catalogs["en.json"]
    assert [(name, fault) for name, catalog in catalogs.items() for fault in faults(catalog, known)] == []


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"Kosten": "Kosten"}, "'Kosten' is no text of a view"),
        ({"${0} of ${1}": "${0} von allen"}, "has other values than '${0} von allen'"),
        ({"${0} of ${1}": 3}, "expected a text, or a text for each of some forms and for other, got 3"),
        ({"${0} of ${1}": {"one": "einer von ${1}"}}, "expected a text, or a text for each"),
        ({"${0} of ${1}": {"viele": "${0}", "other": "${0}"}}, "has forms viele; expected some of zero, one"),
        ({"${0} of ${1}": {"count": 2, "other": "${0}"}}, "has no value 2 to count by"),
        ({"${0} of ${1}": {"other": "${0} von ${2}"}}, "has other values than '${0} von ${2}'"),
    ],
)
def test_what_is_wrong_with_a_catalog_is_said(said, fault):
    (told,) = faults(said, {"${0} of ${1}": "${0} of ${1}"})
    assert fault in told


def test_a_catalog_may_count_and_leave_texts_out():
    forms = {"count": 1, "one": "${0} von einem", "other": "${0} von ${1}"}
    assert list(faults({"${0} of ${1}": forms}, {"${0} of ${1}": "", "Cost": "Cost"})) == []
