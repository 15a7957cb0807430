"""Tell from its style whether a number in a cell is a moment."""

import re
import zipfile
from dataclasses import dataclass

from pipelines.decode.xlsx.doubt import NotPlainError
from pipelines.decode.xlsx.parts import MOST_BYTES, items, parsed

PART = "xl/styles.xml"
# Formats known by their number alone: ECMA-376 part 1, 18.8.30
NUMBERS = frozenset(map(str, [*range(14), *range(37, 41), 48, 49]))
MOMENTS = frozenset(["14", "15", "16", "17", "22"])
# Literal text, padding, colours and languages: what a code shows besides the value
BESIDE = re.compile(r'"[^"]*"|[\\_*].|\[(?![hms])[^\]]*\]', re.IGNORECASE)
NUMBER = re.compile(r"general|[^a-z\[]*(?:e[+-][^a-z\[]*)?", re.IGNORECASE)
LONGEST = 255  # characters of a code, in Excel
MOMENT = re.compile(r"[dmyhs0.,:/ -]+(?:am/pm)?", re.IGNORECASE)


@dataclass(frozen=True)
class Styles:
    """Hold the styles, as cells name them, of numbers and of moments; the others are doubtful."""

    numbers: frozenset[str]
    moments: frozenset[str]


def read_styles(archive: zipfile.ZipFile) -> Styles:
    """Return the kinds of styles; raises Refusal when they can't be read.

    Raises NotPlainError for more styles than a person makes.
    """
    if PART not in archive.namelist():
        return Styles(frozenset([""]), frozenset())
    if archive.getinfo(PART).file_size > MOST_BYTES:
        raise NotPlainError
    root = parsed(archive, PART)
    # those of conditional formats, elsewhere in the file, have numbers of their own
    named = [item for group in items(root, "numFmts") for item in group]
    codes = {item.get("numFmtId", ""): item.get("formatCode", "") for item in named}
    used = [item.get("numFmtId", "0") for group in items(root, "cellXfs") for item in group]
    formats = {str(index): number for index, number in enumerate(used)}
    formats[""] = formats.get("0", "0")
    numbers = {number for number in set(formats.values()) if _is_number(number, codes)}
    moments = {number for number in set(formats.values()) if _is_moment(number, codes)}
    return Styles(
        frozenset(style for style, number in formats.items() if number in numbers),
        frozenset(style for style, number in formats.items() if number in moments),
    )


def _is_number(number: str, codes: dict[str, str]) -> bool:
    if number not in codes:
        return number in NUMBERS
    return bool(NUMBER.fullmatch(_value_code(codes[number])))


def _is_moment(number: str, codes: dict[str, str]) -> bool:
    if number not in codes:
        return number in MOMENTS
    code = _value_code(codes[number])
    return bool(MOMENT.fullmatch(code)) and not NUMBER.fullmatch(code)


def _value_code(code: str) -> str:
    """Return the part for positive numbers, without what it shows besides the value.

    A longer code than Excel writes is doubtful: "[" fits neither rule.
    """
    if len(code) > LONGEST:
        return "["
    return BESIDE.sub("", code).partition(";")[0]
