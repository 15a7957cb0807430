"""Name what a slug of `ext_spatial` or `extras_organisation_principale` stands for.

The portal stores slugs without accents (`ville-montreal`); the names are those of the reference
datasets when the plain form of one matches, and the slug's own words otherwise.
"""

import csv
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib import resources

PROVINCE = "province-quebec"
NAMED = {
    PROVINCE: ("Province de Québec", "Province of Québec"),
    "gouvernement-du-quebec": ("Gouvernement du Québec", "Government of Québec"),
}
KINDS = {
    "ville": ("Ville {de}{name}", "City of {name}"),
    "municipalite": ("Municipalité {de}{name}", "Municipality of {name}"),
    "mrc": ("MRC {de}{name}", "MRC {name}"),
    "cm": ("Communauté métropolitaine {de}{name}", "{name} Metropolitan Community"),
    "agglomeration": ("Agglomération {de}{name}", "Agglomeration of {name}"),
    "region": ("{name} (région)", "{name} (region)"),
    "arrondissement": ("Arrondissement {de}{name}", "Borough of {name}"),
}
REFERENCE_DATASETS = ("regions-administratives", "mrc", "municipalites")
SMALL_WORDS = frozenset(
    {"de", "des", "du", "la", "le", "les", "sur", "sous", "et", "a", "au", "aux"}
)
VOWEL = re.compile(r"[aeiouâàäéèêëîïôöûùü]", re.IGNORECASE)


def territory_label(slug: str, language: str) -> str:
    """Return the name of a territory in French, or in English when `language` is « en »."""
    english = language.startswith("en")
    if slug in NAMED:
        return NAMED[slug][english]
    kind, _, rest = slug.partition("-")
    if kind not in KINDS or not rest:
        return _from_words(slug)
    name = _official_names().get(rest) or _from_words(rest)
    particle, name_in_sentence = ("", name) if english else _after_de(name)
    return KINDS[kind][english].format(de=particle, name=name_in_sentence)


def plain(name: str) -> str:
    """Return a name as the portal writes it in a slug: no accent, lower case, hyphens."""
    folded = unicodedata.normalize("NFKD", re.sub(r"[’–—]", "-", name))
    return re.sub(r"[^a-z0-9]+", "-", folded.encode("ascii", "ignore").decode().lower()).strip("-")


def _after_de(name: str) -> tuple[str, str]:
    """Return « de » as French joins it to the name: d’Alma, du Granit, des Maskoutains."""
    article, _, rest = name.partition(" ")
    if rest and article in ("Le", "Les"):
        return ("du " if article == "Le" else "des "), rest
    return ("d’" if VOWEL.match(name) else "de "), name


def _from_words(slug: str) -> str:
    words = slug.replace("_", "-").split("-")
    return "-".join(
        word if rank and word in SMALL_WORDS else word.capitalize()
        for rank, word in enumerate(words)
    )


@cache
def _official_names() -> dict[str, str]:
    """Read the names of the reference datasets, each under its plain form."""
    return {plain(name): name for dataset in REFERENCE_DATASETS for name in _names(dataset)}


def _names(dataset: str) -> Iterator[str]:
    folder = resources.files("reference_datasets").joinpath(dataset)
    if not folder.is_dir():
        return
    for vintage in sorted(item.name for item in folder.iterdir() if item.is_dir()):
        data = folder.joinpath(vintage, "data.csv")
        if data.is_file():
            rows = csv.DictReader(data.read_text("utf-8-sig").splitlines())
            yield from (row["nom"] for row in rows if row.get("nom"))
