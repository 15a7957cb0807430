"""Fold the names of territories, so that each way of writing one leads to the same key."""

import re
import unicodedata

# « Oe » and « Ae » as letters have no decomposition
LETTERS = str.maketrans({"œ": "oe", "æ": "ae"})
NOT_WORDS = re.compile(r"[^0-9a-z]+")
SHORT = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes", "nd": "notre dame"}
ARTICLES = ("l", "la", "le", "les")
LINKS = {*ARTICLES, "de", "du", "des", "d"}
# words without a letter in an acronym: CNESST, BAPE
UNSAID = {*LINKS, "et", "a", "au", "aux", "en", "pour", "sur"}
# MAMH's codes of designations (DOMAINE, section 6), and the words and letters that stand for them
DESIGNATIONS = {
    "canton": "01",
    "cantons unis": "02",
    "paroisse": "04",
    "municipalite de paroisse": "04",
    "municipalite de la paroisse": "04",
    "municipalite": "05",
    "mun": "05",
    "village": "06",
    "municipalite de village": "06",
    "municipalite du village": "06",
    "village cri": "07",
    "village naskapi": "08",
    "village nordique": "09",
    "ville": "10",
    "reserve indienne": "20",
    "reserve": "20",
    "terre de la categorie ia": "21",
    "terre de la categorie ia n": "22",
    "terre de la categorie i": "23",
    "territoire non organise": "25",
    "tno": "25",
    "gouvernement regional": "40",
    "city": "10",
    "town": "10",
    "parish": "04",
    "township": "01",
    "united townships": "02",
}
# Source: CQLR E-3.3, r. 12.1, section 3.
ABBREVIATIONS = {
    **{"ct": "01", "cu": "02", "p": "04", "m": "05", "vl": "06", "vc": "07", "vk": "08"},
    **{"vn": "09", "v": "10", "r": "20", "tc": "21", "tk": "22", "ti": "23", "no": "25"},
}
_LONGEST_FIRST = sorted(DESIGNATIONS, key=len, reverse=True)
_BEFORE = re.compile(rf"({'|'.join(_LONGEST_FIRST)}) (?:de|du|des|d|of) (.+)")
_AFTER = re.compile(rf"(.+) ({'|'.join((*_LONGEST_FIRST, *ABBREVIATIONS))})")
_MRC = re.compile(r"(?:mrc|municipalite regionale de comte|territoire equivalent) (.+)")
_REGION = re.compile(r"(?:region administrative|region) (.+)")


def folded(name: str) -> str:
    """Return a name without accents, capitals nor signs: « St-Éloi » is « saint eloi »."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(LETTERS))
    words = NOT_WORDS.sub(" ", "".join(c for c in plain if not unicodedata.combining(c)))
    return " ".join(SHORT.get(word, word) for word in words.split())


def region_key(name: str) -> str:
    """Return the key of a region's name, without « Région administrative de la »."""
    return _bare(_without(_REGION, folded(name)))


def mrc_key(name: str) -> str:
    """Return the key of an MRC's name: « MRC des Chenaux » and « Les Chenaux » have the same."""
    return _bare(_without(_MRC, folded(name)))


def municipality_key(name: str) -> str:
    """Return the key of a municipality's name as it is, without its article."""
    return _without_article(folded(name))


def initials(plain: str) -> str:
    """Return the initials of a folded name: « surete du quebec » is « sq »."""
    return "".join(word[0] for word in plain.split() if word not in UNSAID)


def designated(name: str) -> tuple[str, str]:
    """Return the key of « Ville de Bedford » or « Bedford, CT » and the code of its designation.

    Both are "" when the name has no designation.
    """
    plain = folded(name)
    before, after = _BEFORE.fullmatch(plain), _AFTER.fullmatch(plain)
    if before:
        return _bare(before[2]), DESIGNATIONS[before[1]]
    if after:
        return _without_article(after[1]), (DESIGNATIONS | ABBREVIATIONS)[after[2]]
    return "", ""


def _without(pattern: re.Pattern[str], plain: str) -> str:
    found = pattern.fullmatch(plain)
    return found[1] if found else plain


def _without_article(plain: str) -> str:
    first, _, rest = plain.partition(" ")
    return rest if first in ARTICLES and rest else plain


def _bare(plain: str) -> str:
    """Drop the articles and prepositions before a name: « de la Tuque » is « tuque »."""
    words = plain.split()
    while len(words) > 1 and words[0] in LINKS:
        words.pop(0)
    return " ".join(words)
