"""Read what a column's heading says of its cells."""

import re
import unicodedata

_DATES = {"date", "dates", "jour", "datetime", "timestamp", "horodatage", "day"}
_TIMES = {"heure", "heures", "horaire", "time", "hour", "hre"}
# « Number » isn't there: a number of things is a quantity.
_IDENTIFIERS = {
    "no", "num", "numero", "code", "codes", "id", "identifiant", "identifier", "matricule",
    "matricules", "neq", "siret", "siren", "tel", "telephone", "phone", "fax", "telecopieur",
    "nas", "sin", "dossier", "reference", "ref", "lot", "permis", "cp", "article", "articles",
}  # fmt: skip


def plain_label(label: str) -> str:
    """Return a heading's words without accents, capitals or digits: « dateMiseÀJour » has four."""
    spaced = re.sub(r"([^\W\d_])(?=[A-ZÀ-Ö][a-zà-ö])", r"\1 ", label)
    letters = unicodedata.normalize("NFKD", spaced).casefold()
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[a-z]+", plain))


def plain_words(label: str) -> set[str]:
    """Return the plain words of a heading."""
    return set(plain_label(label).split())


def says_date(label: str) -> bool:
    """Tell whether the heading announces dates."""
    return bool(plain_words(label) & _DATES)


def says_time(label: str) -> bool:
    """Tell whether the heading announces times of day."""
    return bool(plain_words(label) & _TIMES)


def says_identifier(label: str) -> bool:
    """Tell whether the heading announces numbers that name a thing and measure nothing."""
    return bool(plain_words(label) & _IDENTIFIERS)
