"""Invent the datasets of a portal as large as the real one: seeded, the same for both sides."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

ORGANIZATIONS, DATASETS = 140, 1600
SEED = 20260401
_WORDS = (
    "budget dépense municipalité réseau routier eau potable relevé inventaire projet "
    "école hôpital arbre permis zone inondable carte région territoire statistique "
    "population énergie émission transport stationnement bibliothèque culture parc "
    "sentier déneigement collecte "
)
WORDS = _WORDS.split()
FORMATS = ("CSV",) * 5 + ("XLSX", "JSON", "GeoJSON", "SHP", "PDF")
FREQUENCIES = ("annual", "monthly", "weekly", "daily", "irregular", "quarterly")
CATEGORIES = (
    "agriculture-alimentation", "economie-entreprises", "education-recherche",
    "environnement-ressources-naturelles-energie", "gouvernement-finances", "infrastructures",
    "loi-justice-securite-publique", "politiques-sociales", "sante", "societe-culture",
    "tourisme-sports-loisirs", "transport",
)  # fmt: skip


@dataclass(frozen=True)
class Dataset:
    """A dataset as both portals take it; a vanilla CKAN keeps `extras` as such."""

    core: dict
    extras: dict[str, str]


def organizations() -> list[dict]:
    """Return the organisations."""
    return [
        {"name": f"organisme-{number:03}", "title": f"Organisme fictif {number}"}
        for number in range(ORGANIZATIONS)
    ]


def datasets() -> Iterator[Dataset]:
    """Yield the datasets, the same at each call."""
    chance = random.Random(SEED)
    for number in range(DATASETS):
        yield _dataset(number, chance)


def _dataset(number: int, chance: random.Random) -> Dataset:
    title = " ".join(chance.sample(WORDS, 5)).capitalize()
    core = {
        "name": f"jeu-{number:04}",
        "title": f"{title} {number}",
        "notes": " ".join(chance.choices(WORDS, k=80)),
        "owner_org": f"organisme-{chance.randrange(ORGANIZATIONS):03}",
        "license_id": "cc-by",
        "author": "Organisme fictif",
        "author_email": "donnees@exemple.quebec",
        "tags": [{"name": word} for word in chance.sample(WORDS, 4)],
        "groups": [{"name": name} for name in chance.sample(CATEGORIES, 2)],
        "resources": [_resource(number, rank, chance) for rank in range(chance.randint(1, 5))],
    }
    extras = {
        "update_frequency": chance.choice(FREQUENCIES),
        "language": "FR",
        "ext_spatial": "province-quebec",
        "extras_organisation_principale": "gouvernement-du-quebec",
    }
    return Dataset(core, extras)


def _resource(number: int, rank: int, chance: random.Random) -> dict:
    kind = chance.choice(FORMATS)
    return {
        "name": f"Fichier {rank + 1}",
        "url": f"https://exemple.quebec/{number}/{rank}.{kind.lower()}",
        "description": " ".join(chance.choices(WORDS, k=20)),
        "format": kind,
        "resource_type": "donnees",
        "taille_entier": 1,
        "relidi_condon_valinc": "oui",
    }
