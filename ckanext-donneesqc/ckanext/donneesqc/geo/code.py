"""What a browser runs to show a map: scripts and styles, at addresses that change with them."""

import gzip
import hashlib
import mimetypes
from functools import cache
from pathlib import Path

import ckan.plugins.toolkit as tk

FOLDER = Path(__file__).with_name("client")
FIRST = ("main.js", "api.js", "tiles.js", "vendor/maplibre-gl.mjs")  # they ask for all the rest
LATER = {"images.js", "found.js", "legends.js"}  # brought when a live service is shown
MARK_LENGTH = 16


@cache
def mark() -> str:
    """Return a digest of all the files: they are of one version, or a page mixes two."""
    digest = hashlib.sha256()
    for path in sorted(_files()):
        digest.update(path.relative_to(FOLDER).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:MARK_LENGTH]


def address(name: str) -> str:
    """Return where a file is."""
    return tk.url_for("donneesqc_geo.code", version=mark(), name=name, locale="default")


@cache
def modules() -> tuple[str, ...]:
    """Return the modules that a map is made of, so that none waits for one that imports it."""
    own = (path.name for path in sorted(FOLDER.glob("*.js")))
    return (*FIRST, *(name for name in own if name not in {*FIRST, *LATER}))


def compressed(name: str) -> bytes | None:
    """Return a file, compressed once for all; None when there is no such file."""
    path = FOLDER / name
    return _compressed(path) if path in _files() else None


@cache
def _compressed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), mtime=0)


def media_type(name: str) -> str:
    """Return the type of a file."""
    if name.endswith((".js", ".mjs")):
        return "text/javascript; charset=utf-8"
    return mimetypes.guess_type(name)[0] or "text/plain"


@cache
def _files() -> frozenset[Path]:
    return frozenset(path for path in FOLDER.rglob("*") if path.is_file())
