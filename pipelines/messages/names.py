"""Write names as each language quotes them."""

from collections.abc import Iterable

QUOTES = {"fr": ("«\u00a0", "\u00a0»"), "en": ("“", "”")}


def quoted(names: Iterable[str], language: str = "fr") -> str:
    """Return names between quotation marks, separated by commas."""
    before, after = QUOTES[language]
    return ", ".join(f"{before}{name}{after}" for name in names)
