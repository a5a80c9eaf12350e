"""The whole book as a PDF, printed by Chromium from the site's page for it: `python -m publish.pdf`, or `make pdf`."""

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from publish.needs import find_chrome
from publish.site.whole import NAME
from publish.stills import BROWSER

if TYPE_CHECKING:  # which only printing needs: a reader's environment builds the site without it
    from playwright.sync_api import Browser

FOOT = """<div style="width: 100%; font: 8px sans-serif; text-align: center; color: #5c626b">
<span class="pageNumber"></span></div>"""


def draw(browser: "Browser", site: Path, target: Path) -> int:
    """Print the page of the built `site` to `target`. Returns how many sheets it takes."""
    page = browser.new_page()
    page.goto((site / f"{NAME}.html").resolve().as_uri(), wait_until="networkidle")
    printed = page.pdf(
        path=target,
        format="A4",
        margin={"top": "18mm", "bottom": "20mm", "left": "20mm", "right": "20mm"},
        outline=True,
        tagged=True,
        print_background=True,
        display_header_footer=True,
        header_template="<span></span>",
        footer_template=FOOT,
    )
    page.close()
    return len(re.findall(rb"/Type\s*/Page\b", printed))


def main() -> int:
    """Print _build/html. Returns the exit code."""
    from playwright.sync_api import sync_playwright

    target = Path("_build") / "turning-dials.pdf"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chrome(), args=BROWSER)
        sheets = draw(browser, Path("_build") / "html", target)
        browser.close()
    print(f"The book is in {target}: {sheets} pages, {target.stat().st_size / 1e6:.1f} MB.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
