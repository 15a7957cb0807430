"""Say what was done to a published file, and which guidelines it keeps."""

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from pipelines.conform import ConformedTable
from pipelines.decode import ROW, Batch, DecodedTable, Form
from pipelines.fetch import Snapshot
from pipelines.validate import Validation
from pipelines.validate.guidelines import Subject, watch

SEEN, NO = "relidi_con", "non"
NUMBER_REPAIRS = {"thousands-space", "decimal-comma", "currency-sign", "minus-sign"}
DATE_REPAIRS = {"year-first-date", "day-first-date", "midnight", "month-date"}


@dataclass(frozen=True)
class Checked:
    """Hold one publication that came through every check."""

    snapshot: Snapshot
    decoded: DecodedTable
    conformed: ConformedTable
    validation: Validation


def guidelines(checked: Checked) -> dict[str, str]:
    """Return the portal's `relidi_*` verdicts on an original file: what its cells show, and what
    publishing had to repair.

    Source: resource fields of the portal's metadata schema (« respect des lignes directrices »).
    """
    decoded, codes = checked.decoded, set(checked.conformed.repairs["code"])
    container = "csv" if decoded.encoding else "xlsx"  # a workbook has no encoding
    form = Form(container, decoded.encoding, delimiter=decoded.delimiter, wrapped=decoded.wrapped)
    labels = tuple(decoded.labels)
    name = checked.snapshot.file_name
    batches = [Batch(decoded.frame.select(ROW, pl.exclude(ROW)))]
    verdicts = {**NORMALIZED_GUIDELINES, **answers(Subject(form, labels, name), batches)}
    if decoded.wrapped:
        verdicts["relidi_confic_separateur_virgule"] = NO
    if codes & NUMBER_REPAIRS:
        verdicts["relidi_condon_nombre"] = NO
    if codes & DATE_REPAIRS:
        verdicts["relidi_condon_datheu"] = NO
    return verdicts


def answers(subject: Subject, batches: Iterable[Batch]) -> dict[str, str]:
    """Return the `relidi_con*` answers that a file's form and cells give."""
    seen = watch(subject)
    for batch in batches:
        seen.see(batch)
    return {verdict.code: verdict.answer for verdict in seen.verdicts() if is_shown(verdict.code)}


def is_shown(code: str) -> bool:
    """Return whether a guideline's answer is a field of the portal that a table's cells settle."""
    return code.startswith(SEEN) and code not in NOT_SEEN


# A file of text says nothing of these two: the one is for layers, the other for archives.
NOT_SEEN = ("relidi_confic_epsg", "relidi_confic_pascom")
NORMALIZED_GUIDELINES = {
    "relidi_description_champs": "relidi.descha.foumet",
    "relidi_confic_separateur_virgule": "oui",
    "relidi_confic_utf8": "oui",
    "relidi_confic_epsg": "n/a",
    "relidi_confic_pascom": "oui",
    "relidi_condon_valinc": "oui",
    "relidi_condon_datheu": "oui",
    "relidi_condon_nombre": "oui",
    "relidi_condon_boolee": "n/a",
}


GEOMETRY_GUIDELINES = {
    "relidi_confic_separateur_virgule": "n/a",
    "relidi_confic_epsg": "oui",  # GeoJSON is in EPSG:4326 (RFC 7946)
}


def list_repairs(repairs: pl.DataFrame) -> list[dict]:
    """Count the repairs by kind and column, the first of each as an example."""
    grouped = repairs.group_by("code", "column", maintain_order=True).agg(
        count=pl.len(), before=pl.col("before").first(), after=pl.col("after").first()
    )
    return [
        {
            "code": row["code"],
            "column": row["column"],
            "count": row["count"],
            "example": {"before": _short(row["before"]), "after": _short(row["after"])},
        }
        for row in grouped.iter_rows(named=True)
    ]


def _short(text: str, most: int = 80) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
