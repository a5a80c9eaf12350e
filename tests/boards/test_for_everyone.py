"""Colors that can be told apart: by who sees less contrast, who chose their own colors, and who wants more of it."""

import pytest
from support.bare_page import opened
from support.every_board import BOARDS
from support.sight import cut_choices

COLORS = """(root) => {
    const probe = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const shown = (color) => {
        probe.clearRect(0, 0, 1, 1);
        probe.fillStyle = color;
        probe.fillRect(0, 0, 1, 1);
        return [...probe.getImageData(0, 0, 1, 1).data];
    };
    const over = ([r, g, b, a], below) => [r, g, b].map((one, k) => (one * a + below[k] * (255 - a)) / 255);
    const linear = (one) => (one <= .03928 ? one / 12.92 : ((one + .055) / 1.055) ** 2.4);
    const light = (rgb) => rgb.reduce((sum, one, k) => sum + linear(one / 255) * [.2126, .7152, .0722][k], 0);
    const contrast = (...two) => {
        const [low, high] = two.map(light).sort((one, other) => one - other);
        return (high + .05) / (low + .05);
    };
    const ground = shown(getComputedStyle(root).backgroundColor).slice(0, 3);
    const found = { wires: [], borders: [], texts: [] };
    for (const path of root.querySelectorAll(".td-wires path")) {
        const style = getComputedStyle(path);
        if (style.stroke === "none") continue;
        const [r, g, b, a] = shown(style.stroke);
        found.wires.push(contrast(over([r, g, b, a * style.opacity * style.strokeOpacity], ground), ground));
    }
    for (const one of root.querySelectorAll("button:not(.td-go, .td-mini, .td-dial-value, :disabled), select")) {
        const style = getComputedStyle(one);
        if (one.checkVisibility() && parseFloat(style.borderTopWidth)) {
            found.borders.push(contrast(over(shown(style.borderTopColor), ground), ground));
        }
    }
    for (const one of root.querySelectorAll(".td-quiet, .td-dial-said b, .td-legend")) {
        found.texts.push(contrast(over(shown(getComputedStyle(one).color), ground), ground));
    }
    return Object.fromEntries(Object.entries(found).map(([name, all]) => [name, all.length ? Math.min(...all) : 21]));
}"""


@pytest.fixture(scope="module", params=list(BOARDS))
def page(request, browser):
    context = browser.new_context()
    page = opened(context, BOARDS[request.param]())
    yield page
    page.emulate_media(forced_colors="none", contrast="no-preference")
    context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_wires_and_controls_stand_out_from_the_board(page, theme):
    page.evaluate("(theme) => { document.documentElement.dataset.theme = theme; }", theme)
    found = page.evaluate(COLORS, page.board.element_handle())
    page.evaluate("() => { document.documentElement.dataset.theme = 'light'; }")
    assert found["wires"] >= 3
    assert found["borders"] >= 3
    assert found["texts"] >= 4.5


def test_more_contrast_is_given_to_whom_it_is_due(page):
    before = page.evaluate(COLORS, page.board.element_handle())
    page.emulate_media(contrast="more")
    after = page.evaluate(COLORS, page.board.element_handle())
    page.emulate_media(contrast="no-preference")
    assert after["borders"] >= 4.5
    assert after["texts"] >= max(7, before["texts"])


def test_in_the_reader_s_own_colors_nothing_keeps_ours(page):
    page.emulate_media(forced_colors="active")
    kept = page.evaluate(
        """(root) => {
            const ours = new Set(["rgb(192, 74, 6)", "rgb(18, 102, 176)", "rgb(8, 116, 90)", "rgb(143, 240, 200)"]);
            return [...root.querySelectorAll("*")].filter((one) => one.checkVisibility()).filter((one) => {
                const { color, fill, stroke } = getComputedStyle(one);
                return [color, fill, stroke].some((each) => ours.has(each));
            }).map((one) => one.outerHTML.slice(0, 100)).slice(0, 4);
        }""",
        page.board.element_handle(),
    )
    # A pressed button and the dial that has the keyboard look unlike the others.
    told = page.evaluate(
        """(root) => {
            const button = root.querySelector("button:not([aria-pressed='true'])");
            const look = () => getComputedStyle(button).outlineStyle + getComputedStyle(button).outlineWidth;
            const before = look();
            const had = button.getAttribute("aria-pressed");
            button.setAttribute("aria-pressed", "true");
            const pressed = look();
            if (had === null) button.removeAttribute("aria-pressed");
            else button.setAttribute("aria-pressed", had);
            return { before, pressed };
        }""",
        page.board.element_handle(),
    )
    page.emulate_media(forced_colors="none")
    assert kept == []
    assert told["before"] != told["pressed"]


@pytest.mark.parametrize("width", [1144, 760, 390])
def test_what_is_chosen_is_read_whole(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    assert cut_choices(page, page.board) == []


def test_a_dial_s_words_stay_within_the_dial(page):
    # The smallest slopes are written the longest.
    wide = page.evaluate(
        """(root) => [...root.querySelectorAll(".td-dial-said b")].filter((one) => one.checkVisibility()).map((one) => {
            const text = one.textContent;
            one.textContent = "−4.4×10⁻⁴";
            one.parentElement.classList.add("td-long");
            const range = document.createRange();
            range.selectNodeContents(one.parentElement);
            const [words, dial] = [range.getBoundingClientRect(), one.closest(".td-dial").getBoundingClientRect()];
            one.textContent = text;
            return Math.max(dial.left - words.left, words.right - dial.right);
        })""",
        page.board.element_handle(),
    )
    assert max(wide, default=0) <= 1
