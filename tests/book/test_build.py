"""The build of the site: strict as often as it is run, with one sentence for a cell that failed; the site's address."""

import os
import re
import subprocess
import sys

import nbformat
import pytest
import yaml
from sphinx.errors import ConfigError
from support.book_site import pages

from publish import links, notebooks
from publish.site.address import check, find

SOUND = "# A page\n\nIt has words.\n\n```{code-cell}\nprint('all is well')\n```\n"
HEADER = "---\nkernelspec:\n  display_name: Python 3\n  language: python\n  name: python3\n---\n\n"


@pytest.fixture(scope="module")
def small(book, tmp_path_factory):
    """A book of one chapter with the settings of ours. Each test writes its chapter."""
    folder = tmp_path_factory.mktemp("a book with a blank and an umläut")
    (folder / "assets").symlink_to(book / "assets")
    settings = yaml.safe_load((book / "_config.yml").read_text(encoding="utf-8"))
    settings["sphinx"]["config"]["turning_dials_redirects"] = {}  # of pages that this book has not
    (folder / "_config.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    (folder / "_toc.yml").write_text("format: jb-book\nroot: chapters/index\n", encoding="utf-8")
    (folder / "chapters").mkdir()
    (folder / "nbsrc").mkdir()
    return folder


def write(small, text=SOUND):
    """Make the chapter of that text, not run: a build runs it."""
    source, target = notebooks.paths("index", small)
    source.write_text(HEADER + text, encoding="utf-8")
    nbformat.write(notebooks.read(source), target)
    return target


def build(small, **environment):
    """Build the book. Returns the exit code and what was said."""
    code = (
        f"import sys; from pathlib import Path; from publish.build import build; sys.exit(build(Path({str(small)!r})))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "TURNING_DIALS_URL": "", **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    return run.returncode, run.stdout + run.stderr


FAULTS = {
    "##### Jump\n": "Non-consecutive header level increase",
    "[nowhere](nowhere.md)\n": "cross-reference target not found",
    "$\\nope$\n": r"formula '\\\\nope': .*Undefined control sequence",
    "```{code-cell}\nimport sys\nprint('hm', file=sys.stderr)\n```\n": (
        "chapters/index.ipynb: cell 4, which begins with `import sys`, writes to stderr: hm\\b"
    ),
}


def test_a_build_that_failed_fails_again_and_says_why_again(small):
    target = write(small, "\n".join([SOUND, *FAULTS]))
    # And a reader's own cell, saved in JupyterLab.
    notebook = nbformat.read(target, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell("mine = 1\nmine / 0"))
    nbformat.write(notebook, target)
    for attempt in ("first", "second"):
        code, output = build(small)
        assert code == 1, f"{attempt}: {output}"
        for said in FAULTS.values():
            assert re.search(said, output), f"{attempt}: {output}"
        assert "cell 5, which begins with `mine = 1`, fails: ZeroDivisionError: division by zero" in output
        assert "`git checkout chapters/index.ipynb`" in output
        assert "Traceback" not in output
        assert len(output.splitlines()) < 15, output
    write(small)
    code, output = build(small)
    assert code == 0, output
    assert "all is well" in (small / "_build" / "html" / "chapters" / "index.html").read_text(encoding="utf-8")


def redirect(small, **redirects):
    """Give the book redirects, old page -> new page."""
    settings = yaml.safe_load((small / "_config.yml").read_text(encoding="utf-8"))
    settings["sphinx"]["config"]["turning_dials_redirects"] = redirects
    (small / "_config.yml").unlink()
    (small / "_config.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")


def test_a_site_at_an_address_names_it_and_leads_from_old_pages_to_new_ones(small, browser):
    write(small)
    redirect(small, **{"chapters/old": "chapters/index"})
    (small / "_build" / "html" / "chapters").mkdir(parents=True, exist_ok=True)
    (small / "_build" / "html" / "chapters" / "gone.html").write_text("of an earlier build", encoding="utf-8")
    code, output = build(small, TURNING_DIALS_URL="https://example.org/dials")
    assert code == 0, output
    site = small / "_build" / "html"
    page = (site / "chapters" / "index.html").read_text(encoding="utf-8")
    assert '<link rel="canonical" href="https://example.org/dials/chapters/index.html"' in page
    assert "<loc>https://example.org/dials/chapters/index.html</loc>" in (site / "sitemap.xml").read_text("utf-8")
    assert '<a href="/dials/chapters/index.html">A page</a>' in (site / "404.html").read_text("utf-8")
    assert not (site / "chapters" / "gone.html").exists()
    broken, others = links.check(site, "/dials/")
    assert broken == [] and set(others.values()) <= {"licenses.html"}
    tab = browser.new_page()
    for old in ("index", "chapters/old"):
        tab.goto((site / f"{old}.html").as_uri() + "?board=1#a-page")
        tab.wait_for_url("**/chapters/index.html?board=1#a-page")
    tab.close()


def test_a_site_without_an_address_has_no_trace_of_one(site):
    if not os.environ.get("TURNING_DIALS_URL"):
        assert not (site / "sitemap.xml").exists()
        assert 'rel="canonical"' not in (site / f"{pages()[0]}.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("address", ["example.org", "https://example.org/?a", "ftp://example.org/"])
def test_what_is_no_address_is_refused(address):
    class Config:
        pass

    with pytest.MonkeyPatch.context() as patch, pytest.raises(ConfigError, match="is no address of a site"):
        patch.setenv("TURNING_DIALS_URL", address)
        find(None, Config)


def test_a_redirect_that_leads_nowhere_fails_the_build(caplog):
    class App:
        class config:  # noqa: N801
            turning_dials_redirects = {"a": "b", "c": "a"}  # noqa: RUF012

    class Environment:
        found_docs = ("a",)

    with caplog.at_level("ERROR", "sphinx"):
        check(App, Environment)
    assert [record.getMessage() for record in caplog.records] == [
        "turning_dials_redirects: a is a page, and cannot lead to another",
        "turning_dials_redirects: a leads to b, which is no page",
    ]
