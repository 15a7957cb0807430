"""The reference datasets that aren't territories: the budget's structure, ministries and bodies."""

from collections.abc import Iterator

import polars as pl

from pipelines.decode import ROW
from pipelines.validate import Finding

FAMILY = "reference"
# columns that are filled together or not at all
PAIRS = (
    ("nom_comptes_publics", "repartition"),
    ("code_portefeuille", "nom_portefeuille"),
    ("source", "annee_source"),
    ("sigle", "statut_sigle"),
)
SOURCED = "sourcé"


def findings(frame: pl.DataFrame) -> Iterator[Finding]:
    """Find the broken rules of whichever table this is; that a code exists is a foreign key's work.

    The rules hold on the five sets of 2024-2025, without exception.
    """
    for first, second in PAIRS:
        if {first, second} <= {*frame.columns}:
            yield from _alone(frame, first, second)
    if "numero" in frame.columns:
        yield from _unlike_codes(frame)
    if "portefeuilles" in frame.columns:
        yield from _unplaced(frame)
    if "statut_nom" in frame.columns:
        yield from _unsourced(frame)


def _alone(frame: pl.DataFrame, first: str, second: str) -> Iterator[Finding]:
    """Two columns that say one thing are filled together."""
    for row in frame.filter(pl.col(first).is_null() != pl.col(second).is_null()).iter_rows(
        named=True
    ):
        column = first if row[first] is None else second
        values = {"name": row["nom"], "filled": second if column == first else first}
        yield Finding("reference-alone", row[ROW], column, "", values)


def _unlike_codes(frame: pl.DataFrame) -> Iterator[Finding]:
    """A programme's code is its portfolio's, a hyphen and its number."""
    expected = pl.concat_str("code_portefeuille", "numero", separator="-")
    for row in frame.with_columns(expected=expected).iter_rows(named=True):
        if row["code"] != row["expected"]:
            values = {"name": row["nom"], "expected": row["expected"]}
            yield Finding("reference-code", row[ROW], "code", row["code"], values)


def _unplaced(frame: pl.DataFrame) -> Iterator[Finding]:
    """A fund has its portfolio in its row exactly when it has one only."""
    alone = (pl.col("portefeuilles") == 1) != pl.col("code_portefeuille").is_not_null()
    for row in frame.filter(alone).iter_rows(named=True):
        values = {"name": row["nom"], "count": str(row["portefeuilles"])}
        value = row["code_portefeuille"] or ""
        yield Finding("reference-portfolio", row[ROW], "code_portefeuille", value, values)


def _unsourced(frame: pl.DataFrame) -> Iterator[Finding]:
    """A name that is said to be sourced has its source."""
    missing = (pl.col("statut_nom") == SOURCED) & pl.col("source").is_null()
    for row in frame.filter(missing).iter_rows(named=True):
        yield Finding("reference-unsourced", row[ROW], "source", "", {"name": row["nom"]})
