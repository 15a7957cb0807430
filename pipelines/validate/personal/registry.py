"""Every kind of personal information, in the order in which a report lists them."""

from typing import Protocol

import polars as pl

from pipelines.validate.personal import (
    adresse,
    courriel,
    date_naissance,
    nas,
    ramq,
    telephone,
)
from pipelines.validate.personal.matches import Evidence


class Kind(Protocol):
    """Describe the module of a kind.

    `KIND`: its name in a declaration; `CODE`: its sentence; `SOURCE`: the law. `LABELS` are words
    of a heading that announce it and `OTHERS` words that announce something else of the same form.
    `PREFILTER` (a pattern, or a text when `LITERAL`) is quick and lets every match through;
    `SHORTEST` is the length of the shortest; `ONLY_NAMED` kinds are looked for under such headings
    alone.
    """

    @property
    def KIND(self) -> str: ...  # noqa: N802 - a constant of the module
    @property
    def CODE(self) -> str: ...  # noqa: N802
    @property
    def SOURCE(self) -> str: ...  # noqa: N802
    @property
    def LABELS(self) -> frozenset[str]: ...  # noqa: N802
    @property
    def OTHERS(self) -> frozenset[str]: ...  # noqa: N802
    @property
    def PREFILTER(self) -> str: ...  # noqa: N802
    @property
    def LITERAL(self) -> bool: ...  # noqa: N802
    @property
    def SHORTEST(self) -> int: ...  # noqa: N802
    @property
    def ONLY_NAMED(self) -> bool: ...  # noqa: N802

    @staticmethod
    def find(cells: pl.Series) -> pl.DataFrame:
        """Return what has the form: `at` (the cell's place), `value`, `valid` and `mark`."""
        ...

    @staticmethod
    def credible(evidence: Evidence) -> bool:
        """Decide for a whole column whether it holds this kind."""
        ...

    @staticmethod
    def masked(value: str) -> str:
        """Return the value as it may be shown."""
        ...


ALL: tuple[Kind, ...] = (nas, ramq, date_naissance, courriel, telephone, adresse)
KINDS = tuple(kind.KIND for kind in ALL)
