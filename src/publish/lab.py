"""What JupyterLab saves and opens: chapters whose boards come back, live or as stills.

A run leaves a board's output as a reference to a model, and JupyterLab saves that in place of the still. Opened again
when the kernel is gone, the reference leads nowhere: "Error displaying widget: model not found". So what is saved keeps
the still of the board beside the reference, and what is opened has the reference only where its model can be found.
"""

from collections.abc import Iterator
from queue import Empty
from typing import Any

from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager

VIEW = "application/vnd.jupyter.widget-view+json"
STATE = "application/vnd.jupyter.widget-state+json"
PNG = "image/png"
# Stands below a still on the reader's screen, and in no file.
CAPTION = "*A still picture. Choose Run ▸ Run All Cells to make it live.*"
MARK = {"turning_dials": "caption"}
PATIENCE = 2  # seconds that a kernel may take to say which models it has


class Chapters(AsyncLargeFileManager):
    """JupyterLab's files. Set by the environment, for `make lab` and for whoever starts JupyterLab in it."""

    async def get(self, path: str, content: bool = True, *args: Any, **how: Any) -> dict[str, Any]:
        """A file or folder, as JupyterLab asks for it."""
        model: dict[str, Any] = await super().get(path, content, *args, **how)  # type: ignore[no-untyped-call]
        if content and model["type"] == "notebook":
            without_lost_views(model["content"], await self._models(path, model["content"]))
        return model

    async def save(self, model: dict[str, Any], path: str = "") -> dict[str, Any]:
        """Save a file or folder, as JupyterLab sends it."""
        if model.get("type") == "notebook" and model.get("content"):
            before: dict[str, Any] = {}
            if await self.file_exists(path):
                before = (await super().get(path))["content"]  # type: ignore[no-untyped-call]
            with_stills(model["content"], before)
        saved: dict[str, Any] = await super().save(model, path)  # type: ignore[no-untyped-call]
        return saved

    async def _models(self, path: str, notebook: dict[str, Any]) -> set[str]:
        """The models that the notebook's views can be shown from: of its kernel, or saved with it."""
        found = set(notebook.get("metadata", {}).get("widgets", {}).get(STATE, {}).get("state", {}))
        wanted = {output["data"][VIEW]["model_id"] for output in _views(notebook)}
        if not wanted <= found:
            server: Any = self.parent
            for session in await server.session_manager.list_sessions():
                if session["path"].strip("/") == path.strip("/") and session["kernel"]:
                    found |= await self._alive(session["kernel"]["id"], wanted)
        return found

    async def _alive(self, kernel_id: str, wanted: set[str]) -> set[str]:
        server: Any = self.parent
        client = server.kernel_manager.get_kernel(kernel_id).client()
        client.start_channels(shell=True, iopub=False, stdin=False, hb=False, control=False)
        try:
            reply = await client.comm_info(reply=True, timeout=PATIENCE)
        except (Empty, TimeoutError):
            return wanted  # at work on a cell, so it was not started anew a moment ago
        finally:
            client.stop_channels()
        return set(reply["content"].get("comms", {}))


def without_lost_views(notebook: dict[str, Any], models: set[str]) -> None:
    """Leave out the views whose model is not in `models`, and say below each still what it is."""
    for output in _views(notebook):
        if output["data"][VIEW]["model_id"] not in models:
            del output["data"][VIEW]
    for cell in notebook["cells"]:
        told = []
        for output in cell.get("outputs", []):
            told.append(output)
            if _is_still(output) and VIEW not in output["data"]:
                told.append({"output_type": "display_data", "data": {"text/markdown": CAPTION}, "metadata": dict(MARK)})
        if "outputs" in cell:
            cell["outputs"] = told


def with_stills(notebook: dict[str, Any], before: dict[str, Any]) -> None:
    """Give the boards of a notebook the stills that the file had of the same boards, and take the captions away."""
    stills = {}
    for cell in before.get("cells", []):
        for output in filter(_is_still, cell.get("outputs", [])):
            stills[cell.get("id"), _text(output)] = output["data"][PNG], output["metadata"][PNG]
    for cell in notebook["cells"]:
        if "outputs" in cell:
            cell["outputs"] = [output for output in cell["outputs"] if output.get("metadata") != MARK]
        for output in cell.get("outputs", []):
            still = stills.get((cell.get("id"), _text(output)))
            if VIEW in output.get("data", {}) and still:
                output["data"][PNG], output.setdefault("metadata", {})[PNG] = still


def _views(notebook: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for cell in notebook["cells"]:
        yield from (output for output in cell.get("outputs", []) if VIEW in output.get("data", {}))


def _is_still(output: dict[str, Any]) -> bool:
    return PNG in output.get("data", {}) and "drawn_from" in output.get("metadata", {}).get(PNG, {})


def _text(output: dict[str, Any]) -> str:
    text = output.get("data", {}).get("text/plain", "")
    return text if isinstance(text, str) else "".join(text)
