"""Tell Windows-1252, MS-DOS (cp850) and old Mac text apart by the letters that come out."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pipelines.decode.survey import BLOCK, place
from pipelines.messages import Refusal

# In order of preference when they explain the bytes equally well
CANDIDATES = ("cp1252", "cp850", "mac_roman")
OURS = CANDIDATES[:2]
FRENCH = set("àâäæçèéêëîïôöœùûüÿÀÂÄÆÇÈÉÊËÎÏÔÖŒÙÛÜŸ")
SIGNS = set("«»‹›“”„–—…€°ºª²³¹½¼¾·•§©®™±×÷¢£µ¶¿¡")
JOINING = set("’‘\u00a0\u00ad")  # between two letters they are at home too
HIGH = re.compile(rb"[\x80-\xff]{1,8}")
UTF8 = re.compile(rb"[\xc2-\xf4][\x80-\xbf]{1,3}")
WORD = re.compile(rb"(?<![A-Za-z])[A-Za-z]{0,40}[\x80-\xff][A-Za-z\x80-\xff]{0,40}")
POSSIBLE = 0.5  # of the high bytes make sense: the encoding can't be ruled out
CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a"))  # MS-DOS ends a file with 1A
MOST_CONTROLS = 0.01  # of the bytes of a text


@dataclass(frozen=True)
class Letters:
    """Say which single-byte encoding explains a file best, and which else could.

    `sound_letters` and `bad_bytes`: how the file does as UTF-8; `foreign`: a word of the file as
    Windows-1252 shows it, when only an old Mac explains its letters, and its line.
    """

    best: str
    runner_up: str
    sound_letters: int
    bad_bytes: int
    foreign: str = ""
    foreign_line: int = 0


def judge_letters(path: Path) -> Letters:
    """Weigh every byte above 127 of a file, with its neighbours, under each encoding.

    Raises Refusal for null bytes and for what isn't text: it has too many control characters.
    """
    scores = dict.fromkeys(CANDIDATES, 0.0)
    total = sound = bad = 0
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            if b"\0" in block:
                offset = file.tell() - len(block) + block.index(b"\0")
                raise Refusal("decode-null", line=place(path, "latin-1", offset)[0])
            if len(block.translate(None, CONTROLS)) < len(block) * (1 - MOST_CONTROLS):
                raise Refusal("decode-binary")
            high = 0
            for fragment, count in _fragments(block).items():
                high += (len(fragment) - 2) * count
                for name in CANDIDATES:
                    scores[name] += _sense(fragment, name) * count
            letters = UTF8.findall(block)
            total += high
            sound += len(letters)
            bad += high - sum(map(len, letters))
    best = max(CANDIDATES, key=lambda name: scores[name])
    if best not in OURS:
        return Letters(best, "", sound, bad, *_first_word(path))
    other = OURS[1 - OURS.index(best)]
    return Letters(best, other if scores[other] >= POSSIBLE * total else "", sound, bad)


def _fragments(block: bytes) -> Counter[bytes]:
    """Count the runs of bytes above 127, each with the byte before and the byte after it."""
    framed = b" " + block + b" "
    spans = (found.span() for found in HIGH.finditer(framed))
    return Counter(framed[start - 1 : end + 1] for start, end in spans)


@lru_cache(maxsize=1 << 16)
def _sense(fragment: bytes, encoding: str) -> float:
    """Return how many bytes of the run are at home between their neighbours."""
    text = fragment.decode(encoding, errors="replace")
    return sum(_at_home(text[i - 1], text[i], text[i + 1]) for i in range(1, len(text) - 1))


def _at_home(before: str, character: str, after: str) -> float:
    """Weigh one character: a French letter in its case, a sign outside words, a foreign letter."""
    if character in JOINING:
        return 1
    if character in SIGNS:
        return 0 if before.isalpha() and after.isalpha() else 1
    if not character.isalpha() or (before.islower() and character.isupper()):
        return 0
    if character in FRENCH:
        return 1
    return 0.5 if character.islower() and character in "áãåíìñóòõøßúý" else 0


def _first_word(path: Path) -> tuple[str, int]:
    """Return the first word with a high byte, as Windows-1252 shows it, and its text line."""
    position = 0
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            if found := WORD.search(block):
                line, _ = place(path, "latin-1", position + found.start())
                return found[0].decode("cp1252", errors="replace"), line
            position += len(block)
    return "", 0
