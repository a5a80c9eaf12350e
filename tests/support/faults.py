"""Faults that readers and the world commit on a board, and what it does about each: the table of tests/README.md.

Each is a function that commits it on a page with one board and returns what the board then says to the reader, or ""
where there is nothing to say. FAULTS names them by what the table calls them, with the board they are committed on.
"""

from pathlib import Path

from support.every_board import BOARDS
from support.monkey import FILES, addressed

README = Path(__file__).parents[1] / "README.md"
BEGIN, END = "<!-- The table is written by `make faults`. -->\n", "<!-- The end of the table. -->\n"


def typed(text):
    """Enter on the first dial, then this text and Enter."""

    def commit(page):
        page.locator("input[data-dial]").first.press("Enter")
        field = page.locator(".td-dial-line input")
        field.fill(text)
        field.press("Enter")
        return said(page)

    return commit


def file(name):
    """A file chosen for *Open file*."""
    return chosen(name, '[accept*="json"]', "application/json")


def picture(name, kind):
    """A file chosen for *My picture…*."""
    return chosen(name, '[accept*="image"]', kind)


def chosen(name, which, kind):
    def commit(page):
        chooser = page.locator(f"input[type=file]{which}")
        chooser.set_input_files({"name": name, "mimeType": kind, "buffer": FILES[name]})
        page.locator("[role=alert]:not([hidden])").wait_for()
        return said(page)

    return commit


def link(text):
    """The address of the page, with that text as the board's state."""

    def commit(page):
        page.locator("[data-board]").evaluate("(root) => root.machine.set(0, root.machine.parameters[0] + 1)")
        page.get_by_text("Copy link").click()
        page.wait_for_function("() => location.hash.includes('=')")
        page.get_by_role("button", name="Rewind").click()
        page.evaluate("(text) => { location.hash = location.hash.split('=')[0] + '=' + text; }", text)
        page.wait_for_function("() => document.querySelector('[role=alert]:not([hidden])')")
        return said(page)

    return commit


def script(value):
    """A program that turns the first dial to a value."""

    def commit(page):
        return page.locator("[data-board]").evaluate(
            """(root, value) => {
                try { root.machine.set(0, Number(value)); return ""; } catch (error) { return error.message; }
            }""",
            value,
        )

    return commit


def diverging(page):
    """*Run* at the largest learning rate."""
    page.locator("[data-control=learning_rate]").press("End")
    page.locator("[data-verb=run]").click()
    page.locator("[role=alert]:not([hidden])").wait_for()
    return said(page)


def blocked(page):
    """A browser that keeps nothing and gives no clipboard."""
    page.get_by_text("Copy link").click()
    page.locator("[role=alert]:not([hidden])").wait_for()
    return said(page)


def said(page):
    """What the board says is wrong now, in the one place for it."""
    return " ".join(page.locator("[role=alert]").first.inner_text().split())


BLOCKED = """for (const name of ["localStorage", "sessionStorage"]) {
    Object.defineProperty(window, name, { get() { throw new DOMException("blocked", "SecurityError"); } });
}
Object.defineProperty(navigator, "clipboard", { value: undefined });"""

FAULTS = {
    "words typed for a number": ("neuron", typed("a lot")),
    "nothing typed": ("neuron", typed("")),
    "1e308 typed": ("neuron", typed("1e308")),
    "1e309 typed, which no number holds": ("neuron", typed("1e309")),
    "a value typed beyond a dial's limits": ("cost", typed("2")),
    "a program sets a dial to NaN": ("neuron", script("NaN")),
    "a run that diverges": ("curve", diverging),
    "a link whose text cannot be decoded": ("neuron", link("%E0%A4%A")),
    "a link to a dial that there is none of": ("neuron", link("9:1")),
    "a link with a value that no number holds": ("neuron", link("0:1e999")),
    "a saved board of another kind opened": ("neuron", file("other.json")),
    "a file opened that is no saved board": ("neuron", file("binary.json")),
    "a file nested 5,000 deep opened": ("neuron", file("deep.json")),
    "a file of 3 MB opened": ("neuron", file("large.json")),
    "an empty file opened": ("neuron", file("empty.json")),
    "a text chosen as a picture": ("control with sets", picture("text.png", "image/png")),
    "a broken PNG chosen as a picture": ("control with sets", picture("broken.png", "image/png")),
    "storage and clipboard blocked": ("neuron", blocked),
}


def commit(browser, name):
    """Commit one fault on a new page. Returns what the board says, and what went wrong on the page."""
    kind, act = FAULTS[name]
    context = browser.new_context(viewport={"width": 900, "height": 900})
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda one: errors.append(one.text) if one.type == "error" else None)
    if act is blocked:
        page.add_init_script(BLOCKED)
    addressed(page, BOARDS[kind]())
    words = act(page)
    # It goes on: a dial turns, or the board was left beyond what can be turned and can be rewound.
    page.locator("[data-verb=rewind]").first.click()
    before = page.locator("[data-board]").evaluate("(root) => root.machine.cost")
    page.locator("input[data-dial]").first.press("ArrowUp")
    if page.locator("[data-board]").evaluate("(root) => root.machine.cost") == before:
        errors.append("the board no longer turns")
    context.close()
    return words, errors


def table(rows):
    """The table as Markdown, from what each fault was answered with."""
    told = [(name, words.replace("|", "\\|") or "nothing: the board takes it") for name, words in rows]
    lines = ["| fault | what the reader is told |", "|---|---|", *(f"| {name} | {words} |" for name, words in told)]
    return "\n".join(lines) + "\n"


def written():
    """The table that tests/README.md holds."""
    return README.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0]


def write(rows):
    """Put the table into tests/README.md."""
    before, _, rest = README.read_text(encoding="utf-8").partition(BEGIN)
    README.write_text(before + BEGIN + table(rows) + END + rest.partition(END)[2], encoding="utf-8")
