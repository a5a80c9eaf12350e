"""A chapter that was run, saved and opened again shows its boards where the kernel still has them, else its stills."""

import pytest
from support.jupyterlab import IDLE, PATIENCE, run_all, tab_of

from publish.lab import CAPTION, VIEW

SAVE = "() => jupyterapp.commands.execute('docmanager:save')"
SESSION = "jupyterapp.shell.currentWidget.sessionContext"
TURN = "() => document.querySelector('[data-board]').machine.set(0, 1.25)"
TURNED = "() => document.querySelector('[data-board][data-ready]')?.machine.parameters[0] === 1.25"
# Every kind of output that the notebook holds, as JupyterLab has it.
OUTPUTS = """() => jupyterapp.shell.currentWidget.content.widgets.filter((cell) => cell.model.type === "code")
  .flatMap((cell) => cell.model.sharedModel.getOutputs()).flatMap((output) => Object.keys(output.data ?? {}))"""
STILLS = """() => [...document.querySelectorAll(".jp-OutputArea-child img")]
  .filter((image) => image.complete && image.naturalWidth > 600).length"""
WORDS = CAPTION.strip("*")


@pytest.fixture(scope="module")
def tab(lab, browser):
    with tab_of(browser) as tab:
        tab.goto(f"{lab}/lab/tree/index.ipynb?reset")
        opened(tab)
        yield tab
        tab.evaluate(f"() => {SESSION}.shutdown()")


def opened(tab):
    tab.wait_for_selector(".jp-Notebook .jp-Cell", timeout=PATIENCE)
    tab.wait_for_function(IDLE, timeout=PATIENCE)


def again(tab):
    """The page anew, once nothing is left to be saved."""
    tab.evaluate(SAVE)
    tab.wait_for_function("() => !jupyterapp.shell.currentWidget.context.model.dirty", timeout=PATIENCE)
    tab.reload()
    opened(tab)


def shows_stills(tab):
    tab.wait_for_function(f"() => ({STILLS})() > 0", timeout=PATIENCE)
    captions = tab.get_by_text(WORDS)
    captions.first.wait_for()
    assert tab.evaluate(STILLS) == captions.count()
    assert tab.locator("[data-board], .td-quiz").count() == 0
    assert tab.get_by_text("Error displaying widget").count() == 0
    return captions.count()


def test_a_chapter_is_shown_as_stills_then_live_then_as_it_was_left(tab, lab):
    stills = shows_stills(tab)

    run_all(tab, f"{lab}/lab/tree/index.ipynb?reset")
    assert tab.get_by_text(WORDS).count() == 0
    tab.evaluate(TURN)
    tab.wait_for_timeout(300)  # the page tells Python at most every 30 ms
    again(tab)
    tab.wait_for_function(TURNED, timeout=PATIENCE)
    assert tab.get_by_text(WORDS).count() == 0

    tab.evaluate(f"() => {SESSION}.restartKernel()")
    again(tab)
    assert shows_stills(tab) == stills

    tab.evaluate(f"() => {SESSION}.shutdown()")
    again(tab)
    assert shows_stills(tab) == stills
    assert VIEW not in tab.evaluate(OUTPUTS)
