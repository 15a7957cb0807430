"""Write French on a console that lacks some of its characters, as cp850 does."""

import codecs
import unicodedata

PLAIN = {
    "’": "'", "‘": "'", "“": '"', "”": '"', "…": "...", "–": "-", "—": "-", "−": "-", "•": "-",
    "✗": "x", "✓": "v", "œ": "oe", "Œ": "OE", "→": "->", "\u202f": " ",
}  # fmt: skip
HANDLER = "donneesqc"


def plainer(error: UnicodeError) -> tuple[str, int]:
    """Give the nearest characters that every console has, « ? » for those without any."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end]
    return "".join(PLAIN.get(letter) or _without_accent(letter) for letter in text), error.end


def _without_accent(letter: str) -> str:
    base = unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode()
    return base or "?"


codecs.register_error(HANDLER, plainer)
