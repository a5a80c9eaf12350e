"""Hold a chapter's prose to what the package computes: a test claims every number in it, or names it as a plain one."""

import re
from pathlib import Path

from publish.reading import LINE

BOOK = Path(__file__).parents[2]
NUMBER = re.compile(r"(?<![\w.])[−-]?\d+(?:,\d{3})*(?:\.\d+)?")


class Prose:
    """The words of a chapter, without code, addresses and the front matter.

    `says` asserts that a fragment stands there and counts its numbers as computed; `plain` names numbers that are no
    results (a year, how many rows a table has). What `left` returns nobody answers for. Whole numbers up to 10 need no
    claim, since "two weights" and "2 weights" should not differ.
    """

    def __init__(self, name):
        for folder in ("nbsrc", "chapters"):
            if (BOOK / folder / f"{name}.md").is_file():
                text = (BOOK / folder / f"{name}.md").read_text(encoding="utf-8")
                break
        text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
        text = LINE.sub("", text)  # counted by test_reading.py
        text = re.sub(r"Sentences? \d+(?: and \d+)? of", "", text)  # held by test_story.py
        text = re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
        text = re.sub(r"\]\([^)]*\)|<[^>]+>|`[^`]*`|\bdoi\b[^\s]*|10\.\d{4,}/\S+", " ", text)
        self.text = " ".join(text.split())
        self.claimed = [False] * len(self.text)

    def says(self, fragment):
        """Assert that the prose holds `fragment`, which the test made from computed numbers."""
        fragment = " ".join(fragment.split())
        starts = [match.start() for match in re.finditer(re.escape(fragment), self.text)]
        assert starts, f"the prose does not say: {fragment}"
        for start in starts:
            self.claimed[start : start + len(fragment)] = [True] * len(fragment)

    def plain(self, *fragments):
        """Name fragments whose numbers are no results."""
        for fragment in fragments:
            self.says(fragment)

    def left(self):
        """The numbers that nobody has claimed, each with the words around it."""
        found = []
        for match in NUMBER.finditer(self.text):
            small = re.fullmatch(r"\d|10", match[0])
            if not small and not all(self.claimed[match.start() : match.end()]):
                found.append(self.text[max(0, match.start() - 30) : match.end() + 20])
        return found
