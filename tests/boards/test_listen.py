"""The cost by ear: two tones, measured by rendering them offline, and a verb that is off until asked for."""

import json

import numpy as np
import pytest
from playwright.sync_api import expect
from support.bare_page import opened
from support.every_board import neuron
from support.prose import BOOK

from turning_dials.join import join

RATE, SECONDS = 22050, 1.0
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Tones</title><script type="module">
window.made = (await import(URL.createObjectURL(new Blob([ESM], { type: "text/javascript" })))).default;
</script></html>"""


@pytest.fixture(scope="module")
def rendered(browser, tmp_path_factory):
    """A function of a cost that gives the sound's samples, as the browser's own offline audio renders them."""
    view = tmp_path_factory.mktemp("tones") / "view.js"
    board = BOOK / "src" / "turning_dials" / "kit" / "board"
    (view.parent / "kit").symlink_to(board.parent)
    view.write_text('import { createTones } from "./kit/board/listen.js";\nexport default createTones;\n')
    context = browser.new_context()
    page = context.new_page()
    page.set_content(PAGE.replace("ESM", json.dumps(join(view)).replace("</", "<\\/")))
    page.wait_for_function("() => window.made")

    def render(cost):
        return np.array(
            page.evaluate(
                f"""async (cost) => {{
                  const context = new OfflineAudioContext(1, {int(RATE * SECONDS)}, {RATE});
                  made(context, cost);
                  return [...(await context.startRendering()).getChannelData(0)];
                }}""",
                cost,
            )
        )

    yield render
    context.close()


def peaks(samples):
    """The frequencies of the two strongest parts, in hertz; one where the two are one."""
    size = 8 * len(samples)  # filled up with silence, for a finer look
    loud = np.abs(np.fft.rfft(samples * np.hanning(len(samples)), size))
    hertz = np.fft.rfftfreq(size, 1 / RATE)
    first = loud.argmax()
    rest = np.where(np.abs(hertz - hertz[first]) > 3, loud, 0)
    second = rest.argmax()
    return sorted({round(hertz[first], 1), *([round(hertz[second], 1)] if rest[second] > loud[first] / 3 else [])})


def test_two_tones_come_together_as_the_cost_falls_and_are_one_at_zero(rendered):
    apart = []
    for cost in (1.0, 0.3, 0.1, 0.03):
        low, high = peaks(rendered(cost))
        assert low == pytest.approx(220, abs=0.5)
        assert high == pytest.approx(220 * 2 ** (cost / (cost + 0.1)), abs=0.7)
        apart.append(high - low)
    assert apart == sorted(apart, reverse=True)
    assert peaks(rendered(0)) == [pytest.approx(220, abs=0.5)]


def test_it_is_off_until_asked_for_and_quiet_on_escape(browser):
    context = browser.new_context()
    page = opened(context, neuron())
    button = page.get_by_role("button", name="Listen")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    page.locator("[data-dial]").first.press("ArrowUp")
    page.keyboard.press("Escape")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    page.emulate_media(reduced_motion="reduce")
    expect(button).to_have_attribute("aria-pressed", "false")
    assert page.errors == []
    context.close()
