"""Find a file's encoding by reading all of it."""

import codecs
import re

from pipelines.messages import Refusal

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
MARK = "\ufeff"
BINARY = {
    b"PK\x03\x04": "decode-workbook",  # XLSX, ODS, any zip
    b"\xd0\xcf\x11\xe0": "decode-workbook",  # XLS
    b"%PDF": "decode-pdf",
    b"\x1f\x8b": "decode-compressed",
}
# « été » written by MS-DOS or an old Mac, read as Windows-1252: « ‚t‚ », « ŽtŽ »
_FOREIGN = re.compile(r"\w*[a-z][‚ƒˆ‡ŠŽ][a-z]\w*")


def decode_text(content: bytes, encoding: str = "") -> tuple[str, str]:
    """Return the file's text and its encoding: the one asked for, else BOM, UTF-8, Windows-1252.

    Raises Refusal for an empty or binary file, and for bytes that the encoding doesn't have.
    """
    if not content.strip():
        raise Refusal("decode-empty")
    for signature, code in BINARY.items():
        if content.startswith(signature):
            raise Refusal(code)
    if encoding:
        return _strict(content, encoding).lstrip(MARK), encoding
    for mark, found in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _strict(content, found).lstrip(MARK), found
    return _without_mark(content)


def _without_mark(content: bytes) -> tuple[str, str]:
    try:
        return _no_null(content.decode("utf-8")), "utf-8"
    except UnicodeDecodeError:
        if _damaged(content):
            return _strict(content, "utf-8"), "utf-8"
        return _known_letters(_strict(content, "cp1252")), "cp1252"


def _damaged(content: bytes) -> bool:
    """Tell UTF-8 with a few bad bytes from Windows-1252, which is hardly ever sound UTF-8."""
    text = content.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    return len(text) - len(text.encode("ascii", errors="ignore")) - bad > bad


def _known_letters(text: str) -> str:
    """Refuse letters that only a third encoding explains, rather than publish them garbled."""
    found = _FOREIGN.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        raise Refusal("decode-letters", line=line, word=found[0])
    return text


def _strict(content: bytes, encoding: str) -> str:
    try:
        return _no_null(content.decode(encoding))
    except UnicodeDecodeError as reason:
        line = content.count(b"\n", 0, reason.start) + 1
        found = content[reason.start : reason.start + 1].hex().upper()
        raise Refusal("decode-bytes", encoding=encoding, line=line, bytes=found) from reason


def _no_null(text: str) -> str:
    if "\0" in text:
        raise Refusal("decode-null", line=text.count("\n", 0, text.index("\0")) + 1)
    return text
