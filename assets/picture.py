"""Take the README's picture of the built site's first page: `make picture`."""

from pathlib import Path

from playwright.sync_api import sync_playwright

from publish.needs import find_chrome
from publish.stills import BROWSER
from turning_dials.figures import compact

BOOK = Path(__file__).resolve().parents[1]
STEPS = 12  # enough for the screen to have something to tell


def main():
    """Show the slopes of the first page's board, follow them a little, and keep what is then in view."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chrome(), args=BROWSER)
        context = browser.new_context(
            viewport={"width": 1180, "height": 760},
            device_scale_factor=1.5,
            reduced_motion="reduce",
            color_scheme="light",
        )
        page = context.new_page()
        page.goto((BOOK / "_build" / "html" / "chapters" / "index.html").as_uri())
        page.wait_for_selector("[data-board][data-ready]")
        board = page.locator("[data-board]").first
        board.get_by_role("button", name="Show slopes").click()
        for _ in range(STEPS):
            board.get_by_role("button", name="Follow the slopes").click()
        page.evaluate("scrollTo(0, 0); document.activeElement.blur()")
        page.wait_for_timeout(500)
        (BOOK / "assets" / "turning-dials.png").write_bytes(compact(page.screenshot()))
        browser.close()


if __name__ == "__main__":
    main()
