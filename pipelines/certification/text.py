"""What texts look like to a person, whatever octets they are made of."""

import unicodedata

INVISIBLE = {"Cc", "Cf", "Zl", "Zp", "Co", "Cn"}


def seen(text: str) -> str:
    """Return a text as it is seen: no invisible character, one kind of space, none around it."""
    plain = unicodedata.normalize("NFKC", text)
    kept = "".join(letter for letter in plain if unicodedata.category(letter) not in INVISIBLE)
    return " ".join(kept.split())


def is_as_seen(text: str) -> bool:
    """Tell whether a text holds only what is seen of it."""
    return text == seen(text)
