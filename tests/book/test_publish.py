"""What leaves the house: the zip that opens from a folder, the site at its address, the workflows that make both."""

import json
import os
import re
import shutil
import subprocess
import sys
from functools import partial
from http.server import ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit
from zipfile import ZipFile

import pytest
import yaml
from conftest import Quiet
from sphinx.errors import ConfigError
from support.book_site import bring, opened, pages
from support.python_page import PythonPage

from publish import links, release
from publish.archive import archive
from publish.site.launch import places

FIRST = pages()[0]


@pytest.fixture(scope="module")
def unpacked(site, tmp_path_factory):
    """The folder that the zip of the site unpacks to, where a path has a blank and an umlaut."""
    folder = tmp_path_factory.mktemp("mein Ordner für Bücher")
    archive(site, folder / "book.zip")
    with ZipFile(folder / "book.zip") as packed:
        packed.extractall(folder)
    return folder / "turning-dials"


def test_the_same_site_is_the_same_zip(site, tmp_path):
    for name in ("a.zip", "b.zip"):
        archive(site, tmp_path / name)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


@pytest.mark.parametrize("which", ["chromium", "firefox"])
@pytest.mark.parametrize("name", [FIRST, pages()[1]])
def test_the_zip_opens_from_a_folder_with_its_boards_live(unpacked, browsers, which, name):
    context = browsers[which].new_context(viewport={"width": 1280, "height": 900})
    page = opened(context, unpacked.as_uri())
    page.goto((unpacked / "index.html" if name == FIRST else unpacked / f"{name}.html").as_uri())
    page.wait_for_url(f"**/{name}.html")
    for board in bring(page):
        cost = board.locator("[data-cost]").inner_text()
        board.evaluate("(root) => root.machine.set(0, root.machine.parameters[0] + 1)")
        board.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        assert board.locator("[data-cost]").inner_text() != cost
    assert (page.said, page.strangers) == ([], [])
    context.close()


@pytest.mark.parametrize("which", ["chromium", "firefox"])
def test_a_cell_runs_in_the_folder_that_the_zip_unpacks_to(unpacked, browsers, which):
    context = browsers[which].new_context(viewport={"width": 1280, "height": 900})
    shown = PythonPage(context, unpacked.as_uri(), next(name for name in pages() if name.endswith("-weights")))
    told = shown.run(shown.numbers[-1])
    assert (told["ran"], told["text"].partition(":")[0]) == ("ok", "Still to do"), told
    board = next(n for n in shown.numbers if shown.cell(n).locator("[data-kind=board]").count())
    assert shown.run(board)["ran"] == "ok"
    shown.cell(board).locator("[data-board][data-ready]").wait_for()
    assert (shown.page.said, shown.page.strangers) == ([], [])
    context.close()


def test_every_link_within_the_site_leads_somewhere(site):
    wrong, _ = links.check(site, urlsplit(os.environ.get("TURNING_DIALS_URL", "")).path.rstrip("/") + "/")
    assert wrong == []


@pytest.fixture
def small(tmp_path):
    """A site of two pages, each of whose links is wrong in its own way or right."""
    (tmp_path / "a.html").write_text(
        '<a href="b.html#here">1</a><a href="b.html#there">2</a><a href="c.html">3</a><a href="#top">4</a>'
        '<img src="none.png"><a href="https://example.org/x">5</a><a href="/book/b.html">6</a><a href="mailto:a@b">',
        encoding="utf-8",
    )
    (tmp_path / "b.html").write_text('<p id="here"></p>', encoding="utf-8")
    return tmp_path


def test_a_link_that_leads_nowhere_is_named(small):
    wrong, elsewhere = links.check(small, "/book/")
    assert wrong == [
        "a.html: b.html#there: the page has no such place",
        "a.html: c.html is not there",
        "a.html: none.png is not there",
    ]
    assert elsewhere == {"https://example.org/x": "a.html"}


def test_an_address_on_another_host_is_asked_for(small, capsys):
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(small)))
    Thread(target=server.serve_forever, daemon=True).start()
    root = f"http://127.0.0.1:{server.server_port}"
    (small / "a.html").write_text(f'<a href="{root}/b.html">1</a><a href="{root}/gone">2</a>', encoding="utf-8")
    assert links.main(["--site", str(small), "--others"]) == 1
    server.shutdown()
    server.server_close()
    said = capsys.readouterr().out
    assert said.splitlines()[0] == f"a.html: {root}/gone answers 404"
    assert links.main(["--site", str(small)]) == 0
    assert links.ask(f"{root}/b.html").startswith("does not answer: ")


# ---- running elsewhere


def test_a_chapter_names_the_places_that_are_known_and_no_others():
    assert places("chapters/01-neurons", {}) == []
    assert places("chapters/01-neurons", {"TURNING_DIALS_HUB": "https://hub.example.org"}) == []
    known = {
        "TURNING_DIALS_REPOSITORY": "https://github.com/us/dials.git",
        "TURNING_DIALS_HUB": "https://hub.example.org/",
        "TURNING_DIALS_BRANCH": "spring 27",
    }
    assert places("chapters/01-neurons", known) == [
        ("Binder", "https://mybinder.org/v2/gh/us/dials/spring%2027?urlpath=lab%2Ftree%2Fchapters%2F01-neurons.ipynb"),
        (
            "your class's JupyterHub",
            "https://hub.example.org/hub/user-redirect/git-pull?repo=https%3A%2F%2Fgithub.com%2Fus%2Fdials"
            "&branch=spring+27&urlpath=lab%2Ftree%2Fdials%2Fchapters%2F01-neurons.ipynb",
        ),
    ]
    elsewhere = {"TURNING_DIALS_REPOSITORY": "https://git.example.org/us/dials"}
    assert places("chapters/index", elsewhere) == []
    with pytest.raises(ConfigError, match="TURNING_DIALS_HUB=hub is no address"):
        places("chapters/index", {"TURNING_DIALS_HUB": "hub"})


def steps(book, name):
    """The commands of a workflow, in their order."""
    workflow = yaml.safe_load((book / ".github" / "workflows" / f"{name}.yml").read_text(encoding="utf-8"))
    return [step["run"] for job in workflow["jobs"].values() for step in job["steps"] if "run" in step]


def test_one_command_does_what_the_workflow_does(book):
    said = subprocess.run(["make", "-n", "publish"], cwd=book, capture_output=True, text=True, check=True).stdout
    commands = [step for step in steps(book, "site") if step.startswith(("make", ".ci/run"))]
    # .ci/run installs what a machine lacks and runs make test.
    assert commands == [".ci/run", "make test-torch", "make zip"]
    assert "--nbval" in said
    assert "publish.archive" in said
    assert said.index("--nbval") < said.index("test_own_network.py") < said.index("publish.archive")


@pytest.mark.parametrize("name", ["site", "release", "links"])
def test_a_workflow_runs_what_is_there(book, name):
    makefile = (book / "Makefile").read_text(encoding="utf-8")
    for step in steps(book, name):
        for target in re.findall(r"\bmake (\w+)", step):
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
        for path in re.findall(r"\b(?:src|\.ci)/[\w./]+", step):
            assert (book / path).exists(), path


def test_no_file_names_the_address_of_a_site_or_a_hub(book):
    for folder in (".github", ".binder", "deploy"):
        for path in (book / folder).rglob("*.*"):
            text = re.sub(r"^\s*#.*", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
            assert "https://" not in text, path


def test_binder_and_the_container_install_the_reader_s_list_by_its_hashes(book):
    for path in (book / ".binder" / "postBuild", book / "deploy" / "Containerfile"):
        commands = path.read_text(encoding="utf-8")
        assert "--require-hashes -r requirements-read.txt" in commands
        assert "--no-deps --no-build-isolation -e ." in commands
        assert "python src/publish/environment.py settings" in commands
        assert "import matplotlib.font_manager" in commands
    assert os.access(book / ".binder" / "postBuild", os.X_OK)


def test_the_container_s_folder_is_its_reader_s(book):
    """WORKDIR makes a folder of root's; COPY --chown gives away what it copies, not the folder that it copies to."""
    steps = [line for line in text_of(book, "deploy/Containerfile") if line and not line.startswith("#")]
    [work] = [step.split()[1] for step in steps if step.startswith("WORKDIR")]
    made = steps.index(f"RUN install -d -o reader -g reader {work}")
    assert made < steps.index(f"WORKDIR {work}") < steps.index("COPY --chown=reader . .") < steps.index("USER reader")


def text_of(book, name):
    return (book / name).read_text(encoding="utf-8").splitlines()


# ---- releases


@pytest.fixture
def stated(book, tmp_path):
    """The files that state the version, in a folder of their own."""
    for name in release.PLACES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(book / name, tmp_path / name)
    return tmp_path


def test_a_release_is_written_wherever_the_version_stands(stated, capsys):
    for version, today in [("7.0.1", "2027-01-02"), ("7.1.0", "2027-03-04")]:
        assert release.problem(version, stated) is None
        release.write(version, stated, today)
        assert set(release.versions(stated).values()) == {version}
        assert json.loads((stated / ".zenodo.json").read_text(encoding="utf-8"))["version"] == version
        citation = yaml.safe_load((stated / "CITATION.cff").read_text(encoding="utf-8"))
        assert (citation["version"], str(citation["date-released"])) == (version, today)
    assert release.main(["7.1.0", "--is"], stated) == 0
    assert release.main(["7.1.1", "--is"], stated) == 1
    assert "CITATION.cff states 7.1.0, not 7.1.1" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("version", "said"),
    [("", "VERSION= is no version"), ("v1.2.3", "is no version"), ("0.0.1", "is not later than")],
)
def test_what_cannot_be_released_is_said(stated, capsys, version, said):
    before = release.versions(stated)
    assert release.main([version], stated) == 1
    assert said in capsys.readouterr().err
    assert release.versions(stated) == before


def test_every_file_states_the_same_version(book):
    assert len(set(release.versions(book).values())) == 1


def test_zenodo_and_the_citation_say_the_same(book):
    zenodo = json.loads((book / ".zenodo.json").read_text(encoding="utf-8"))
    citation = yaml.safe_load((book / "CITATION.cff").read_text(encoding="utf-8"))
    assert zenodo["title"] == citation["title"]
    assert zenodo["keywords"] == citation["keywords"]
    assert zenodo["description"] == citation["abstract"]


def test_the_wheel_is_the_library_alone(book, tmp_path):
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path]
    subprocess.run(command, cwd=book, check=True, capture_output=True)
    [wheel] = tmp_path.glob("*.whl")
    with ZipFile(wheel) as packed:
        tops = {name.split("/")[0] for name in packed.namelist()}
    assert tops == {"turning_dials", f"turning_dials-{release.versions(book)['pyproject.toml']}.dist-info"}
