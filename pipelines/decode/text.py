"""Bring a text file to UTF-8, its marks known, its bad bytes refused with their place."""

import codecs
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipelines.decode.batches import Notice
from pipelines.decode.encoding import UTF8_MARK, Encoding, find_encoding
from pipelines.decode.survey import BLOCK, Survey, place, survey
from pipelines.messages import Refusal


@dataclass(frozen=True)
class TextFile:
    """Point at a file in UTF-8: `start` is where its text begins, after the marks."""

    path: Path
    start: int
    encoding: str
    marks: int
    runner_up: str
    notices: tuple[Notice, ...]


def read_text(path: Path, scratch: Path, encoding: str = "") -> TextFile:
    """Return the file itself when it is UTF-8, else its copy in UTF-8, made in `scratch`.

    Raises Refusal for a null byte and for a byte that the encoding doesn't have, with its place.
    """
    found = find_encoding(path, encoding)
    text = path if found.name == "utf-8" else _transcoded(path, found.name, scratch)
    seen = found.survey or survey(text)
    if seen.null is not None:
        raise Refusal("decode-null", line=place(text, "utf-8", seen.null)[0])
    if seen.fault is not None:
        raise _bad_bytes(path, "utf-8", seen.fault)
    marks = _marks(text)
    return TextFile(
        path=text,
        start=marks * len(UTF8_MARK),
        encoding=found.name,
        marks=marks,
        runner_up=found.runner_up,
        notices=tuple(_notices(found, seen)),
    )


def scratch_file(scratch: Path) -> Path:
    """Return a new empty file in the caller's folder, its name owing nothing to the data."""
    handle, name = tempfile.mkstemp(dir=scratch)
    os.close(handle)
    return Path(name)


def _transcoded(path: Path, encoding: str, scratch: Path) -> Path:
    copy = scratch_file(scratch)
    decoder = codecs.getincrementaldecoder(encoding)()
    position = 0
    with path.open("rb") as file, copy.open("wb") as out:
        while True:
            block = file.read(BLOCK)
            start = position - len(decoder.getstate()[0])
            try:
                text = decoder.decode(block, final=not block)
            except UnicodeDecodeError as reason:
                raise _bad_bytes(path, encoding, start + reason.start) from reason
            out.write(text.encode())
            position += len(block)
            if not block:
                return copy


def _bad_bytes(path: Path, encoding: str, offset: int) -> Refusal:
    line, column = place(path, encoding, offset)
    with path.open("rb") as file:
        file.seek(offset)
        found = file.read(2 if encoding.startswith("utf-16") else 1).hex().upper()
    return Refusal("decode-bytes", encoding=encoding, line=line, column=column, bytes=found)


def _marks(path: Path) -> int:
    """Count the marks before the text: a tool that adds one without looking leaves two."""
    with path.open("rb") as file:
        marks = 0
        while file.read(len(UTF8_MARK)) == UTF8_MARK:
            marks += 1
    return marks


def _notices(found: Encoding, seen: Survey) -> Iterator[Notice]:
    if found.runner_up:
        values = {"encoding": found.name, "other": found.runner_up}
        yield Notice("decode-runner-up", {**values})
    if seen.lost.count:
        yield Notice("decode-lost", {"count": seen.lost.count, "line": seen.lost.line})
    if seen.mojibake.count:
        yield Notice("decode-mojibake", {"count": seen.mojibake.count, "line": seen.mojibake.line})
