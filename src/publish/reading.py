"""How long a chapter takes, from what is in it: `python -m publish.reading` writes each chapter's line anew.

It also writes these times, and what each chapter promises, into the page for teachers.

Words at 200 a minute, three minutes for a board, one for a question, ten for an exercise; in steps of five minutes,
since it is no more exact than that.
"""

import re
from pathlib import Path

BOOK = Path(__file__).resolve().parents[2]
WORDS_A_MINUTE = 200
LINE = re.compile(r"^\*(?:READING|About \d+ minutes: .*)\*$", re.MULTILINE)
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
TEACHERS = "chapters/for-teachers.md"
PROMISES = re.compile(r"(?<=<!-- written by python -m publish.reading -->\n).*?(?=<!-- end -->)", re.DOTALL)
PROMISE = re.compile(r"^After this chapter you can (.*\.)$", re.MULTILINE)


def line(text: str) -> str:
    """What a chapter's text source should say of the time it takes."""
    body = re.sub(r"\A---\n.*?\n---\n", "", LINE.sub("", text), flags=re.DOTALL)
    code = "\n".join(FENCE.findall(body))
    words = len(FENCE.sub("", body).split())
    boards = len(re.findall(r"\b\w*Board(?:\.\w+)?\(", code))
    questions = len(re.findall(r"\b(?:predict|question)\(", code)) + 3 * len(re.findall(r"\bretrieve\(", code))
    exercises = len(re.findall(r"^### (?:Exercise|Bug hunt)", body, re.MULTILINE))
    minutes = words / WORDS_A_MINUTE + 3 * boards + questions + 10 * exercises
    parts = [f"{round(words, -2):,} words", _count(boards, "board"), _count(questions, "question")]
    if exercises:
        parts.append(_count(exercises, "exercise"))
    return f"*About {5 * round(minutes / 5)} minutes: {', '.join(parts)}.*"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def promises(book: Path = BOOK) -> str:
    """For the page for teachers: each chapter that promises something, how long it takes, and what it promises."""
    items = []
    for path in sorted((book / "nbsrc").glob("*.md")):
        text = path.read_text(encoding="utf-8")
        promise, title = PROMISE.search(text), re.search(r"^# (.*)$", text, re.MULTILINE)
        if promise and title:
            minutes = line(text).split()[1]
            items.append(f"* [{title[1]}]({path.stem}.ipynb), {minutes} minutes: {promise[1]}\n")
    return "".join(items)


def main(book: Path = BOOK) -> None:
    """Write the line of every chapter that has one, and what the page for teachers says of them all."""
    for path in sorted((book / "nbsrc").glob("*.md")):
        text = path.read_text(encoding="utf-8")
        fresh = LINE.sub(line(text), text)
        if fresh != text:
            path.write_text(fresh, encoding="utf-8")
            print(f"nbsrc/{path.name}: {line(text)}")
    path = book / TEACHERS
    text = path.read_text(encoding="utf-8")
    fresh = PROMISES.sub(lambda _: f"\n{promises(book)}\n", text)
    if fresh != text:
        path.write_text(fresh, encoding="utf-8")
        print(f"{TEACHERS}: what each chapter promises")


if __name__ == "__main__":
    main()
