"""Tables made by a seeded generator: twelve columns, clean or with bad cells, of any length."""

from pathlib import Path

import polars as pl

SEED = 20261121
AT_ONCE = 1_000_000
MUNICIPALITIES = [f"{number:05d}" for number in range(1000, 1000 + 5 * 1281, 5)]
STATES = ["En cours", "Terminé", "Suspendu"]
NOTES = ["", "Remarque courte", "Une remarque plus longue, avec une virgule"]
BAD_ONE_IN = 50
BAD = {  # what is written instead, one cell in fifty of each column
    "id": ["douze", "1 250", "", "-7"],
    "code": ["A12", "a0000007", "A0000001", ""],
    "nom": ["", "x" * 60],
    "municipalite": ["99999", "1023", "Laval"],
    "date": ["05/01/2024", "2024-02-30", "1999-12-31"],
    "montant": ["12,5", "N/D", "-1", "20000000"],
    "quantite": ["beaucoup", "1001", "7.5"],
    "etat": ["en cours", "Inconnu"],
    "code_postal": ["H2X", "h2x 1y4"],
    "annee": ["26", "MMXXVI"],
    "actif": ["oui", "non"],
    "note": ["x" * 90],
}
SCHEMA = {
    "fields": [
        {"name": "id", "type": "integer", "constraints": {"required": True, "minimum": 0}},
        {
            "name": "code",
            "type": "string",
            "constraints": {"required": True, "unique": True, "pattern": "A[0-9]{8}"},
        },
        {"name": "nom", "type": "string", "constraints": {"required": True, "maxLength": 50}},
        {"name": "municipalite", "type": "string", "constraints": {"required": True}},
        {"name": "date", "type": "date", "constraints": {"minimum": "2000-01-01"}},
        {"name": "montant", "type": "number", "constraints": {"minimum": 0, "maximum": 10_000_000}},
        {"name": "quantite", "type": "integer", "constraints": {"minimum": 0, "maximum": 1000}},
        {"name": "etat", "type": "string", "constraints": {"enum": STATES}},
        {
            "name": "code_postal",
            "type": "string",
            "constraints": {"pattern": "[A-Z][0-9][A-Z] [0-9][A-Z][0-9]"},
        },
        {"name": "annee", "type": "year"},
        {"name": "actif", "type": "boolean"},
        {"name": "note", "type": "string", "constraints": {"maxLength": 80}},
    ],
    "foreignKeys": [
        {
            "fields": ["municipalite"],
            "reference": {"resource": "municipalites", "fields": ["code"]},
        }
    ],
}
REFERENCES = {"municipalites": pl.DataFrame({"code": MUNICIPALITIES})}


def clean(rows: int, start: int = 0) -> pl.DataFrame:
    """Return rows that keep every rule, as text."""
    row = pl.int_range(start, start + rows, eager=True).alias("row")
    draw = [row.hash(SEED + column) for column in range(12)]
    letters = pl.Series(list("ABCEGHJKLMNPRSTVXY"))
    digits = pl.Series(list("0123456789"))
    postal = [_pick(kind, row.hash(SEED + 20 + place)) for place, kind in enumerate(
        [letters, digits, letters, digits, letters, digits]
    )]  # fmt: skip
    return pl.DataFrame(
        {
            "id": row.cast(pl.String),
            "code": "A" + row.cast(pl.String).str.zfill(8),
            "nom": "Projet numéro " + (draw[2] % 5000).cast(pl.String),
            "municipalite": _pick(pl.Series(MUNICIPALITIES), draw[3]),
            "date": (11_000 + (draw[4] % 9000).cast(pl.Int32))
            .cast(pl.Date)
            .dt.to_string("%Y-%m-%d"),
            "montant": ((draw[5] % 100_000_000).cast(pl.Float64) / 100).cast(pl.String),
            "quantite": (draw[6] % 1000).cast(pl.String),
            "etat": _pick(pl.Series(STATES), draw[7]),
            "code_postal": postal[0]
            + postal[1]
            + postal[2]
            + " "
            + postal[3]
            + postal[4]
            + postal[5],
            "annee": (1990 + (draw[9] % 36).cast(pl.Int32)).cast(pl.String),
            "actif": _pick(pl.Series(["true", "false"]), draw[10]),
            "note": _pick(pl.Series(NOTES), draw[11]),
        }
    )


def with_bad_cells(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the rows with one cell in fifty of each column replaced by a bad one."""
    row = pl.int_range(frame.height, eager=True)
    columns = []
    for rank, (name, bad) in enumerate(BAD.items()):
        draw = row.hash(SEED + 100 + rank)
        chosen = _pick(pl.Series(bad), draw // BAD_ONE_IN)
        columns.append(chosen.zip_with(draw % BAD_ONE_IN == 0, frame[name]).alias(name))
    return pl.DataFrame(columns)


def all_bad(frame: pl.DataFrame, different: bool) -> pl.DataFrame:
    """Return the rows with a bad « quantite » in each: the same, or never twice the same."""
    row = pl.int_range(frame.height, eager=True)
    bad = "x" + (row if different else row * 0).cast(pl.String)
    return frame.with_columns(bad.alias("quantite"))


def _pick(values: pl.Series, draw: pl.Series) -> pl.Series:
    return values.gather(draw % values.len())


def write_clean(path: Path, rows: int) -> Path:
    """Write a clean table a million rows at a time."""
    if not path.exists():
        with path.open("wb") as file:
            for start in range(0, rows, AT_ONCE):
                part = clean(min(AT_ONCE, rows - start), start)
                part.write_csv(file, include_header=start == 0)
    return path


def write(path: Path, frame: pl.DataFrame) -> Path:
    """Write a table."""
    frame.write_csv(path)
    return path
