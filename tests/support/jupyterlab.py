"""A JupyterLab of the tests' own, and how a notebook in it is run."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from urllib.parse import urlsplit

# No question about news, no look for updates, and every cell is drawn even where nobody scrolls.
SETTINGS = {
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},
}
FLAGS = [
    "--no-browser",
    "--allow-root",
    "--ServerApp.ip=127.0.0.1",
    "--IdentityProvider.token=",
    "--ServerApp.password=",
    "--ServerApp.terminals_enabled=False",
    "--ServerApp.jpserver_extensions=jupyterlab_jupytext=False",
    "--ServerApp.jpserver_extensions=jupyter_lsp=False",
    "--LabApp.news_url=",
    "--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate",
    "--LabApp.expose_app_in_browser=True",
]
PATIENCE = 120_000  # milliseconds for a kernel to start and run a chapter on a busy machine

IDLE = "() => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'"
# Every cell was run and every board is ready, or a cell failed.
SETTLED = """() => {
  if (document.querySelector('[data-mime-type="application/vnd.jupyter.error"]')) return true;
  const notebook = jupyterapp.shell.currentWidget.content;
  const code = notebook.widgets.filter((cell) => cell.model.type === "code");
  const run = code.every((cell) => !cell.model.sharedModel.getSource().trim() || cell.model.executionCount !== null);
  const boards = [...document.querySelectorAll("[data-board]")];
  const idle = jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.status === "idle";
  return run && idle && boards.length > 0 && boards.every((board) => "ready" in board.dataset);
}"""


@contextmanager
def jupyterlab(book, home):
    """The address of a JupyterLab over a copy of the chapters, with settings of its own."""
    shutil.copytree(book / "chapters", home / "chapters")
    settings = home / "config" / "labconfig" / "default_setting_overrides.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps(SETTINGS), encoding="utf-8")
    own = {name: str(home / name.lower()) for name in ("JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")}
    environment = {**os.environ, **own, "JUPYTER_CONFIG_DIR": str(home / "config")}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        *FLAGS,
        f"--ServerApp.port={port}",
        f"--ServerApp.root_dir={home / 'chapters'}",
    ]
    log = home / "log.txt"
    with log.open("wb") as file:
        server = subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=file, stderr=subprocess.STDOUT
        )
        try:
            wait_for(f"{address}/api", server, log)
            yield address
        finally:
            server.terminate()
            server.wait(30)


def wait_for(address, server, log):
    until = time.monotonic() + 90
    while time.monotonic() < until:
        assert server.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"JupyterLab did not answer: {log.read_text()}")


@contextmanager
def tab_of(browser):
    """A tab with all other hosts out of reach."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.route(lambda url: urlsplit(url).hostname not in ("127.0.0.1", None, ""), lambda route: route.abort())
    yield context.new_page()
    context.close()


def run_all(tab, address):
    tab.goto(address)
    tab.wait_for_selector(".jp-Notebook .jp-Cell", timeout=PATIENCE)
    tab.wait_for_function(IDLE, timeout=PATIENCE)
    tab.click("text=Kernel >> nth=0")
    tab.click("text=Restart Kernel and Run All Cells…")
    tab.click(".jp-Dialog button.jp-mod-accept")
    tab.wait_for_function(SETTLED, timeout=PATIENCE)
    failed = tab.locator('[data-mime-type="application/vnd.jupyter.error"]').all_inner_texts()
    assert not failed, failed[0]
