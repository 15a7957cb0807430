"""A made-up set of a million entities, and the embedded sets as pipelines publish them."""

import json
import random
import tempfile
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from pipelines.fetch import Context, open_client
from pipelines.fetch.addresses import Addresses
from pipelines.publish import Portal as Link
from pipelines.run import run_source
from pipelines.sources import load_source
from pipelines.store import Store

SEED = 20260401
KINDS = ("École", "Bibliothèque", "Parc", "Aréna", "Caserne")
WORDS = ("Lac", "Rivière", "Érable", "Montagne", "Église", "Moulin", "Pont", "Quai", "Vallée")
DESCRIPTOR = {
    "fields": [
        {
            "name": "code",
            "type": "string",
            "title": "Code",
            "description": "Identifiant du lieu fictif, sept chiffres, jamais réattribué.",
            "example": "0000042",
            "constraints": {"required": True, "unique": True, "pattern": "[0-9]{7}"},
        },
        {
            "name": "nom",
            "type": "string",
            "title": "Nom",
            "description": "Dénomination inventée, suivie de son rang dans la liste.",
            "example": "Parc du Lac 42",
            "constraints": {"required": True, "maxLength": 120},
        },
        {
            "name": "genre",
            "type": "string",
            "title": "Genre",
            "description": "Catégorie à laquelle le lieu appartient, parmi cinq.",
            "example": "Parc",
            "constraints": {"required": True, "enum": list(KINDS)},
        },
        {
            "name": "capacite",
            "type": "integer",
            "title": "Capacité",
            "description": "Nombre de personnes que le lieu peut recevoir.",
            "example": "250",
            "constraints": {"minimum": 0},
        },
        {
            "name": "ouverture",
            "type": "date",
            "title": "Ouverture",
            "description": "Jour où le lieu fut ouvert au public.",
            "example": "1998-05-30",
        },
    ],
    "primaryKey": ["code"],
}


def million(folder: Path, rows: int) -> Path:
    """Write the set as CSV, the same each time."""
    chance = random.Random(SEED)
    ranks = range(rows)
    kinds = chance.choices(KINDS, k=rows)
    frame = pl.DataFrame(
        {
            "code": [f"{rank:07}" for rank in ranks],
            "nom": [
                f"{kind} {word} {rank}"
                for kind, word, rank in zip(
                    kinds, chance.choices(WORDS, k=rows), ranks, strict=True
                )
            ],
            "genre": kinds,
            "capacite": [chance.randrange(1_000) for _ in ranks],
            "ouverture": [
                f"{chance.randrange(1900, 2026)}-{chance.randrange(1, 13):02}-{day:02}"
                for day in chance.choices(range(1, 29), k=rows)
            ],
        }
    )
    path = folder / "lieux.csv"
    frame.write_csv(path)
    (folder / "schema.json").write_text(json.dumps(DESCRIPTOR), encoding="utf-8")
    return path


def publish_embedded(link: Link, names: Sequence[str]) -> None:
    """Publish embedded sets as the pipelines do; raise when one isn't published."""
    with tempfile.TemporaryDirectory(prefix="donneesqc-bench-") as folder, open_client() as client:
        context = Context(Store(Path(folder)), client, Addresses())
        for name in names:
            outcome = run_source(load_source(name), context, link)
            if outcome.state not in ("published", "unchanged"):
                raise AssertionError(f"expected: {name} is published, not {outcome}")
