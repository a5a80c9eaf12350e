"""Film the first page's board for the README: `make picture` turns its dials as a reader would and keeps what is seen.

Writes turning-dials.webp, which moves, and turning-dials.png, its last frame, for readers who have asked for no motion.
"""

import io
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from publish.needs import find_chrome
from publish.stills import BROWSER
from turning_dials.figures import compact

BOOK = Path(__file__).resolve().parents[1]
# A window that is too narrow for the list of chapters beside the board, and so tall that nothing is ever scrolled.
WINDOW = {"width": 840, "height": 2000}
# How much of the board is filmed, down to the last of its 56 pictures, in CSS pixels.
HEIGHT = 776
DENSITY = 1.25
# No single dial brings the cost further down than this one: the weight of neuron 4 for pixel 5,3.
DIAL = "layer 1, neuron 4, pixel 5,3"
TURNS = 8
# How many steps down the slopes are taken until each next frame: fewer while the cost falls fast.
STEPS = [2] * 4 + [4] * 8 + [8] * 5 + [16] * 4
COLORS = 128  # and grays
# Nothing is blurred; method 4 finds a file of a quarter of what the default would.
CODING = {"quality": 90, "method": 4}


def frames(page: Page) -> Iterator[tuple[bytes, int]]:
    """Each frame as a PNG, with the milliseconds that it stays."""
    board = page.locator("[data-board]").first

    def seen() -> bytes:
        # What a board paints, it paints in the frame after.
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        return page.screenshot(clip={**board.bounding_box(), "height": HEIGHT}, animations="disabled")

    yield seen(), 1200
    board.get_by_role("application").get_by_label(DIAL, exact=True).focus()
    yield seen(), 400
    in_hand = board.get_by_role("group", name="the dial in hand").get_by_label(DIAL, exact=True)
    for turn in range(1, TURNS + 1):
        for _ in range(3):
            in_hand.press("ArrowUp")
        yield seen(), 900 if turn == TURNS else 80
    board.get_by_role("button", name="Show slopes").click()
    yield seen(), 1400
    follow = board.get_by_role("button", name="Follow the slopes")
    for at, steps in enumerate(STEPS):
        follow.evaluate("(button, steps) => { for (let i = 0; i < steps; i++) button.click(); }", steps)
        yield seen(), 2400 if at == len(STEPS) - 1 else 110


def in_one_palette(pictures: list[Image.Image]) -> list[Image.Image]:
    """The frames in the same few colors: what stands still from one to the next then costs nothing."""
    # The start has every cross on the wall, the slopes have the green: together they have every color of the film.
    both = Image.new("RGB", (pictures[0].width, 2 * pictures[0].height))
    both.paste(pictures[0])
    both.paste(pictures[-1], (0, pictures[0].height))
    chosen = both.quantize(COLORS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    # Of grays, which the faces are made of, an octree chooses some with a tint.
    grays = [level for level in range(0, 256, 5) for _ in "rgb"]
    palette = Image.new("P", (1, 1))
    palette.putpalette([*chosen.getpalette()[: 3 * COLORS], *grays])
    return [picture.quantize(palette=palette, dither=Image.Dither.NONE).convert("RGB") for picture in pictures]


def main() -> None:
    """Film the board, and write both pictures."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chrome(), args=BROWSER)
        context = browser.new_context(
            viewport=WINDOW, device_scale_factor=DENSITY, reduced_motion="reduce", color_scheme="light"
        )
        page = context.new_page()
        page.goto((BOOK / "_build" / "html" / "chapters" / "index.html").as_uri())
        page.wait_for_selector("[data-board][data-ready]")
        pictures, stays = zip(*frames(page), strict=True)
        browser.close()
    first, *others = in_one_palette([Image.open(io.BytesIO(picture)).convert("RGB") for picture in pictures])
    moving = BOOK / "assets" / "turning-dials.webp"
    first.save(moving, save_all=True, append_images=others, duration=stays, loop=0, lossless=True, **CODING)
    (BOOK / "assets" / "turning-dials.png").write_bytes(compact(pictures[-1]))


if __name__ == "__main__":
    main()
