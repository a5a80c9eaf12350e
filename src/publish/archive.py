"""Put the built site into one file, which opens from a folder: `python -m publish.archive`, or `make zip`."""

import sys
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

NAME = "turning-dials"
# What only Sphinx reads.
LEFT_OUT = {".buildinfo", "objects.inv"}


def archive(site: Path, target: Path) -> None:
    """Put the files of `site` into the zip `target`, in a folder of the book's name. The same site is the same zip."""
    with ZipFile(target, "w") as packed:
        for path in sorted(path for path in site.rglob("*") if path.is_file() and path.name not in LEFT_OUT):
            entry = ZipInfo(f"{NAME}/{path.relative_to(site).as_posix()}")  # dated 1980, so that no time is in it
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, path.read_bytes())


def main() -> int:
    """Pack _build/html. Returns the exit code."""
    target = Path("_build") / f"{NAME}.zip"
    archive(Path("_build") / "html", target)
    print(f"The site is in {target} ({target.stat().st_size / 1e6:.1f} MB). Unpack it and open {NAME}/index.html.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
