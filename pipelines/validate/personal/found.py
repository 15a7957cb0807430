"""What was found of one kind of personal information in one column."""

from dataclasses import dataclass

from pipelines.messages import message


@dataclass(frozen=True)
class Found:
    """Hold one kind in one column; no value is ever whole.

    `code` names the sentence. `cells` counts the cells that hold it and `distinct` its different
    values (at least that many, in very large files). `rows`: the first, as (row number, masked
    value). `reason`: why the schema declares the column public for this kind, "" when it doesn't.
    """

    kind: str
    code: str
    source: str
    position: int
    label: str
    cells: int
    distinct: int
    rows: tuple[tuple[int, str], ...]
    reason: str = ""

    @property
    def blocks(self) -> bool:
        """Tell whether publishing must wait for a person: no reason was declared."""
        return not self.reason

    def sentence(self, language: str = "fr") -> str:
        """Return what was found and what to do, or the reason declared."""
        row, value = self.rows[0]
        facts = {
            "what": message(self.code, language),
            "column": self.label,
            "cells": self.cells,
            "distinct": self.distinct,
            "row": row,
            "value": value,
            "source": self.source,
        }
        if not self.blocks:
            return message("personal-declared", language, **facts, reason=self.reason)
        found = message("personal-found", language, **facts)
        if self.kind not in MAYBE_PUBLIC:
            return found
        advice = message("personal-maybe-public", language, property=PROPERTY, kind=self.kind)
        return f"{found} {advice}"


PROPERTY = "donneesqc:public"
MAYBE_PUBLIC = ("courriel", "telephone")  # a public body has them too; only persons have a NAS
