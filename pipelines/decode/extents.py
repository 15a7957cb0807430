"""Measure the sheets of a workbook before they are read: a reader makes room for every cell.

A value in the last cell of an otherwise empty sheet would ask for 17 thousand million cells. The
cells in error are noted on the way: the reader shows them empty.
"""

import re
import zipfile
from collections.abc import Iterator

from pipelines.messages import Refusal

MAX_CELLS = 40_000_000
CHUNK = 4 << 20
LONGEST_TAG = 256 << 10
NINES = bytes.maketrans(b"012345678", b"9" * 9)
# How every spreadsheet writes a cell; the sheet is small if none is beyond column Z and row 999 999
CELL = b'<c r="'
FAR = re.compile(rb'<c r="(?:[A-Z]\d{7}|[A-Z]{2}|[^A-Z]|[A-Z][^\d])')
# References with each digit raised to 9: few are different, and none is lower than it was
ROUGH = re.compile(rb"""\br\s*=\s*["']([A-Za-z]*9+)["']""")
PARTS = re.compile(rb"([A-Za-z]*)(\d+)")
TAG = re.compile(rb"<(?:\w{1,20}:)?c(?:\s[^<>]*|/)?>")
REFERENCE = re.compile(rb"\br\s*=")
# A cell that isn't closed at once holds a value
VALUED = re.compile(
    rb"""<(?:\w+:)?c\b[^<>]*?\br\s*=\s*["']([A-Za-z]+)(\d+)["'](?:[^<>]*[^/<>])?>"""
)
ERROR = re.compile(
    rb"""<(?:\w+:)?c\b(?=[^<>]*\bt=["']e["'])[^<>]*?\br=["']([A-Z]+)(\d+)[^<>]*>"""
    rb"(?:<(?:\w+:)?f\b[^<>]*/>|<(?:\w+:)?f\b[^<>]*>[^<]*</(?:\w+:)?f>)?<(?:\w+:)?v>([^<]*)<"
)
Errors = dict[int, dict[int, str]]  # row → column → text, both from 0


def measure_sheet(archive: zipfile.ZipFile, part: str) -> Errors:
    """Return the cells in error of an XLSX sheet; raises Refusal for a sheet beyond bounds."""
    references: set[bytes] = set()
    implicit = rows = 0
    errors: Errors = {}
    for text in pieces(archive, part):
        if b'"e"' in text or b"'e'" in text:
            _note_errors(errors, text)
        rows += text.count(b"<row") + text.count(b":row")
        if text.count(b"<c") == text.count(CELL) and b":c" not in text and not FAR.search(text):
            references.add(b"Z999999")
            continue
        references.update(ROUGH.findall(text.translate(NINES)))
        implicit = max(implicit, *(_without_reference(row) for row in text.split(b"row")))
    parts = [PARTS.fullmatch(reference) for reference in references]
    places = [(column_number(found[1]), int(found[2][:9])) for found in parts if found]
    width = max((column for column, _ in places), default=0)
    last_row = max((row for _, row in places), default=0)
    if max(rows, last_row) * max(width, implicit) > MAX_CELLS:
        _measure_values(archive, part, rows if implicit else 0, implicit)
    return errors


def check_size(rows: int, columns: int) -> None:
    """Raise Refusal for a sheet of more cells than memory should hold."""
    if rows * columns > MAX_CELLS:
        raise Refusal("decode-sheet-large", rows=rows, columns=columns)


def _measure_values(archive: zipfile.ZipFile, part: str, last_row: int, width: int) -> None:
    """Measure exactly, without the cells that have a format but no value: a ghost range is none."""
    for text in pieces(archive, part):
        for letters, number in VALUED.findall(text):
            width = max(width, column_number(letters))
            last_row = max(last_row, int(number[:9]))
    check_size(last_row, width)


def _without_reference(row: bytes) -> int:
    return sum(not REFERENCE.search(tag[0]) for tag in TAG.finditer(row))


def _note_errors(errors: Errors, text: bytes) -> None:
    for letters, number, shown in ERROR.findall(text):
        row = errors.setdefault(int(number[:9]) - 1, {})
        row[column_number(letters) - 1] = shown.decode("utf-8", errors="replace")


def pieces(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """Yield a part of the workbook by pieces that end between two cells."""
    with archive.open(part) as file:
        tail = b""
        while piece := file.read(CHUNK):
            if b"\0" in piece:  # UTF-16, which no spreadsheet writes and the rules can't see
                raise Refusal("decode-workbook")
            text = tail + piece
            cut = max(text.rfind(b"<row"), text.rfind(b"<c "))
            cut = cut if cut > 0 else max(text.rfind(b"<"), 0)
            yield _checked(text[:cut])
            tail = text[cut:]
            if len(tail) > CHUNK:  # no cell that a spreadsheet writes is as long
                raise Refusal("decode-workbook")
        yield _checked(tail)


def _checked(text: bytes) -> bytes:
    """Refuse a tag without end: a reader compares each of its attributes with all the others."""
    for part in text.split(b">"):
        if len(part) > LONGEST_TAG and len(part) - part.find(b"<") > LONGEST_TAG and b"<" in part:
            raise Refusal("decode-workbook")
    return text


def column_number(letters: bytes) -> int:
    """Return the number of a column, from 1: 28 for AB; letters beyond any sheet's are far off."""
    number = 0
    for letter in letters[:8].upper():
        number = number * 26 + letter - 64
    return number
