"""Administrative territories: regions, MRC and equivalent territories, municipalities."""

from collections.abc import Iterator

import polars as pl

from pipelines.decode import ROW
from pipelines.territory import load_set, mamh_code
from pipelines.validate import Finding

FAMILY = "territory"


def findings(frame: pl.DataFrame) -> Iterator[Finding]:
    """Find the broken rules of whichever table this is; that a code exists is a foreign key's work.

    The rules hold on the 104 MRC of the SDA (V2025-04) and the 1 281 territories of MAMH's
    directory (2026-03), without exception.
    """
    if "code_mamh" in frame.columns:
        yield from _unlike_codes(frame)
    if "rattachement" in frame.columns:
        yield from _unexplained(frame)
        yield from _outside_division(frame)
        yield from _outside_region(frame)


def _unlike_codes(frame: pl.DataFrame) -> Iterator[Finding]:
    """The three-digit code is the SDA's own, with a zero after two digits."""
    for row in frame.iter_rows(named=True):
        expected = mamh_code(row["code"])
        if row["code_mamh"] != expected:
            values = {"mrc": row["code"], "expected": expected}
            yield Finding("territory-code", row[ROW], "code_mamh", row["code_mamh"], values)


def _unexplained(frame: pl.DataFrame) -> Iterator[Finding]:
    """A territory has an MRC exactly where the row says from what it is known."""
    alone = pl.col("code_mrc").is_null() != pl.col("rattachement").is_null()
    for row in frame.filter(alone).iter_rows(named=True):
        values = {"name": row["nom"]}
        yield Finding("territory-unexplained", row[ROW], "code_mrc", row["code_mrc"] or "", values)


def _outside_division(frame: pl.DataFrame) -> Iterator[Finding]:
    """The code of a municipality begins with the first two digits of its MRC's."""
    outside = pl.col("code").str.head(2) != pl.col("code_mrc").str.head(2)
    for row in frame.filter(outside).iter_rows(named=True):
        values = {"name": row["nom"], "territory": row["code"]}
        yield Finding("territory-division", row[ROW], "code_mrc", row["code_mrc"], values)


def _outside_region(frame: pl.DataFrame) -> Iterator[Finding]:
    """A municipality is in the region of its MRC."""
    mrc = load_set("mrc").select(code_mrc="code", expected="code_region")
    joined = frame.join(mrc, on="code_mrc", how="inner")
    for row in joined.filter(pl.col("code_region") != pl.col("expected")).iter_rows(named=True):
        values = {"name": row["nom"], "mrc": row["nom_mrc"] or "", "expected": row["expected"]}
        yield Finding("territory-region", row[ROW], "code_region", row["code_region"], values)
