"""What a pattern finds in a column's cells, and how far chance explains it."""

from dataclasses import dataclass
from math import comb

import polars as pl

CERTAIN = 0.001
MANY = 200
# A number stands alone: no digit, letter, point or slash of a longer code touches it, and the comma
# of « 2,236558914 » doesn't begin one.
BEFORE = r"(?:^|[\s(:;«\"'])"
AFTER = r"(?:$|[\s);:!?»\"']|[.,](?:\s|$))"


# How a value is written: as anything may be, as only its kind is, after its kind's name.
PLAIN, MARKED, ANNOUNCED = range(3)


@dataclass(frozen=True)
class Count:
    """Count the different values that have a kind's form and those of them that pass its check."""

    shaped: int = 0
    valid: int = 0

    def mostly(self, share: float) -> bool:
        """Tell whether there are valid ones and they are at least this share."""
        return self.valid > 0 and self.valid >= share * self.shaped

    def __add__(self, other: "Count") -> "Count":
        return Count(self.shaped + other.shaped, self.valid + other.valid)


@dataclass(frozen=True)
class Evidence:
    """Hold what a column shows of a kind.

    `marked`: the values written as only this kind is (« 046-454-286 »); `announced`: those that
    their cell names (« NAS : 046454286 »); `plain`: the others. `cells` are those with a valid one,
    of `filled` that aren't empty. `named`: the column's heading says the kind.
    """

    plain: Count = Count()
    marked: Count = Count()
    announced: Count = Count()
    cells: int = 0
    filled: int = 0
    named: bool = False

    @property
    def valid(self) -> int:
        """Return how many different values pass the check."""
        return self.total.valid

    @property
    def total(self) -> Count:
        """Return the count of all values."""
        return self.plain + self.marked + self.announced


def matched(cells: pl.Series, pattern: str) -> pl.DataFrame:
    """Return every match of the pattern in the cells: `at`, the cell's place, and `match`."""
    return (
        pl.DataFrame({"match": cells})
        .with_row_index("at")
        .with_columns(pl.col("match").str.extract_all(pattern))
        .explode("match")
        .drop_nulls()
    )


def marks(name: str, own_form: pl.Expr) -> pl.Expr:
    """Return how each match is written; `name` is the pattern of its kind's name."""
    announced = pl.when(pl.col("match").str.contains(name)).then(ANNOUNCED)
    return announced.when(own_form).then(MARKED).otherwise(PLAIN)


def beyond_chance(count: Count, chance: float) -> bool:
    """Tell whether far more values pass a check than codes that know nothing of it would.

    At least three times the share that chance gives, and a probability under one in a thousand of
    seeing so many by chance (binomial). With chance 1 in 10, three of three are enough, one isn't.
    """
    shaped, valid = count.shaped, count.valid
    if not count.mostly(3 * chance):
        return False
    if shaped > MANY:  # three times the expected share of hundreds is never chance
        return True
    tail = sum(
        comb(shaped, passing) * chance**passing * (1 - chance) ** (shaped - passing)
        for passing in range(valid, shaped + 1)
    )
    return tail <= CERTAIN + 1e-12
