"""Find the encoding of a text file by reading all of it, a block at a time."""

import codecs
from dataclasses import dataclass
from pathlib import Path

from pipelines.decode.letters import judge_letters
from pipelines.decode.survey import BLOCK, Survey, survey
from pipelines.messages import Refusal

UTF8_MARK = codecs.BOM_UTF8
UTF16_MARKS = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
OUR_NAMES = {"iso8859-1": "latin-1", "utf-8-sig": "utf-8"}  # Python's name → the usual one
NO_FILES = ("idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape")


@dataclass(frozen=True)
class Encoding:
    """Name a file's encoding and `runner_up`, the other one that makes sense of every byte.

    `survey`: what a reading as UTF-8 saw, when that was how the encoding was found.
    """

    name: str
    runner_up: str = ""
    survey: Survey | None = None


def find_encoding(path: Path, asked: str = "") -> Encoding:
    """Return the encoding asked for, else that of the mark, else the one that makes sense.

    Valid UTF-8 wins. UTF-8 in which only a few bytes are bad stays UTF-8: reading it says where.
    Raises Refusal for a name of no encoding and for letters of a third family (an old Mac).
    """
    with path.open("rb") as file:
        head = file.read(BLOCK)
    wide = UTF16_MARKS.get(head[:2]) or _utf16_without_mark(head)
    if asked:
        name = encoding_name(asked)
        return Encoding(wide if name == "utf-16" and wide else name)
    if wide:
        return Encoding(wide)
    seen = survey(path)
    if seen.fault is None or head.startswith(UTF8_MARK):
        return Encoding("utf-8", survey=seen)
    return _without_mark(path, seen)


def encoding_name(asked: str) -> str:
    """Return one name for the usual spellings of an encoding; raises Refusal for an unknown one."""
    try:
        b" ".decode(asked, "replace")  # refuses what is no text's, such as « base64 »
        name = codecs.lookup(asked).name
    except (LookupError, UnicodeError, ValueError) as reason:
        raise Refusal("decode-encoding-unknown", encoding=asked) from reason
    if name in NO_FILES:
        raise Refusal("decode-encoding-unknown", encoding=asked)
    return OUR_NAMES.get(name, name)


def _utf16_without_mark(head: bytes) -> str:
    """Tell UTF-16 by its null bytes: every other one, in a text of Western letters."""
    pairs = 0 if len(head) % 2 else len(head) // 2
    first, second = head[::2].count(0), head[1::2].count(0)
    if second > pairs / 2 > 0 and first < pairs / 20:
        return "utf-16-le"
    if first > pairs / 2 > 0 and second < pairs / 20:
        return "utf-16-be"
    return ""


def _without_mark(path: Path, seen: Survey) -> Encoding:
    """Weigh bytes that aren't UTF-8: UTF-8 with a few bad bytes, or a single-byte encoding."""
    found = judge_letters(path)
    if found.sound_letters > found.bad_bytes:
        return Encoding("utf-8", survey=seen)
    if found.foreign:
        raise Refusal("decode-letters", line=found.foreign_line, word=found.foreign)
    return Encoding(found.best, found.runner_up)
