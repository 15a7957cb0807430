"""Write a verdict for a terminal."""

from collections import Counter

from pipelines.conform import ConformedTable
from pipelines.messages import message
from pipelines.validate import Validation

SHOWN = 20


def verdict_lines(name: str, conformed: ConformedTable, validation: Validation) -> list[str]:
    """Return what to print of a checked file: notices of repairs, then errors, then the verdict."""
    errors = [error["message"] for task in validation.report["tasks"] for error in task["errors"]]
    lines = [*_notices(conformed), *(f"  ✗ {text}" for text in errors[:SHOWN])]
    total = validation.report["stats"]["errors"]
    if total > SHOWN:
        lines.append(f"  … et {total - SHOWN} autres erreurs.")
    if validation.valid:
        return [*lines, f"{name}\u00a0: valide, {_count(validation.rows_read, 'ligne')}."]
    counts = f"{_count(total, 'erreur')} dans {_count(validation.rows_rejected, 'ligne')}"
    return [*lines, f"{name}\u00a0: non valide, {counts} sur {validation.rows_read}."]


def _notices(conformed: ConformedTable) -> list[str]:
    """Sum up the repairs by kind and column: they are made at publishing, the file is untouched."""
    kinds = Counter(zip(conformed.repairs["code"], conformed.repairs["column"], strict=True))
    return [
        f"  • {column or 'fichier'}\u00a0: {message(code)} ({count})"
        for (code, column), count in kinds.items()
    ]


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' if number > 1 else ''}"
