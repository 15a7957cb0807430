"""Read a whole UTF-8 file once: is it sound, and which characters were lost before it came?"""

import codecs
import io
import re
from dataclasses import dataclass
from pathlib import Path

BLOCK = 1 << 20
LOST = "\ufffd"
# UTF-8 read as Windows-1252 and saved again: « Ã© » for « é », « â€™ » for « ’ »
TRAILS = "[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
MOJIBAKE = re.compile(f"Ã{TRAILS}|Â[\u00a0-\u00bf]|â€{TRAILS}")


@dataclass
class Sighting:
    """Count what was seen and keep the text line of the first."""

    count: int = 0
    line: int = 0


@dataclass(frozen=True)
class Survey:
    """Say what reading found.

    `fault`: where the first byte that isn't UTF-8 is; `null`: the block of text, by its place in
    bytes, in which the first null character is; None when there is none.
    """

    fault: int | None
    null: int | None
    lost: Sighting
    mojibake: Sighting


def survey(path: Path) -> Survey:
    """Read a file as UTF-8, up to the first byte that isn't."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    lost, mojibake, null, position = Sighting(), Sighting(), None, 0
    with path.open("rb") as file:
        while True:
            block = file.read(BLOCK)
            start = position - len(decoder.getstate()[0])
            try:
                text = decoder.decode(block, final=not block)
            except UnicodeDecodeError as reason:
                return Survey(start + reason.start, null, lost, mojibake)
            if null is None and "\0" in text:
                null = start + len(text[: text.index("\0")].encode())
            if not text.isascii():
                _note_lost(lost, text, path, start)
                _note_mojibake(mojibake, text, path, start)
            position += len(block)
            if not block:
                return Survey(None, null, lost, mojibake)


def place(path: Path, encoding: str, offset: int) -> tuple[int, int]:
    """Return the text line and the character in it, from 1, of the byte at `offset`."""
    inner = codecs.getincrementaldecoder(encoding)("replace")
    decoder = io.IncrementalNewlineDecoder(inner, translate=True)  # \r\n and \r are line ends
    line, character = 1, 0
    with path.open("rb") as file:
        while offset >= 0:
            block = file.read(min(BLOCK, offset))
            text = decoder.decode(block, final=not block)
            line += text.count("\n")
            cut = text.rfind("\n")
            character = len(text) - cut - 1 if cut >= 0 else character + len(text)
            offset -= len(block) or 1
    return line, character + 1


def _note_lost(seen: Sighting, text: str, path: Path, start: int) -> None:
    if LOST in text:
        if not seen.count:
            seen.line = _line(path, start, text, text.index(LOST))
        seen.count += text.count(LOST)


def _note_mojibake(seen: Sighting, text: str, path: Path, start: int) -> None:
    if not any(sign in text for sign in ("Ã", "Â", "â€")):  # far quicker than the expression
        return
    found = [match.start() for match in MOJIBAKE.finditer(text)]
    if found and not seen.count:
        seen.line = _line(path, start, text, found[0])
    seen.count += len(found)


def _line(path: Path, start: int, text: str, index: int) -> int:
    return place(path, "utf-8", start + len(text[:index].encode()))[0]
