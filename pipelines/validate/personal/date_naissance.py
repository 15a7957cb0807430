"""Birth dates: the dates of a column whose heading says birth."""

import polars as pl

from pipelines.validate.guidelines.kinds import DATE_FORMS, MOMENT
from pipelines.validate.personal.law import ACCESS_ACT
from pipelines.validate.personal.matches import PLAIN, Evidence

KIND = "date-naissance"
CODE = "personal-birth"
SOURCE = ACCESS_ACT
LABELS = frozenset(
    {"naissance", "naiss", "birth", "birthdate", "birthday", "dob", "ddn", "date nais", "ne le"}
)
OTHERS = frozenset({"nombre", "nb", "taux", "total", "count", "rate"})
_DATE = "|".join(f"(?:{pattern})" for pattern in (MOMENT.strip("^$"), *DATE_FORMS.values()))
PREFILTER = rf"^\s*(?:{_DATE}|(?:18|19|20)[0-9]{{6}})\s*$"
LITERAL = False
SHORTEST = 6
ONLY_NAMED = True


def find(cells: pl.Series) -> pl.DataFrame:
    """Return the cells that are dates, in any form; a year alone isn't one."""
    found = pl.DataFrame({"match": cells}).with_row_index("at")
    dates = found.filter(pl.col("match").str.contains(PREFILTER))
    return dates.with_columns(
        value=pl.col("match").str.strip_chars(), valid=pl.lit(True), mark=pl.lit(PLAIN)
    )


def credible(evidence: Evidence) -> bool:
    """Believe the heading: no date says by itself that someone was born on it."""
    return evidence.named and evidence.valid > 0


def masked(value: str) -> str:
    """Show no digit of it."""
    return "".join("•" if letter.isdigit() else letter for letter in value)
