"""The values that a column may take: those its schema lists, or those of a reference dataset."""

from dataclasses import dataclass

from pipelines.territory import load_set
from schemas import TableSchema

NAME = "nom"  # the column of a reference dataset that says what a code means


@dataclass(frozen=True)
class Choices:
    """Hold the values allowed, in order; `names` says what each means, where it isn't plain."""

    values: tuple[str, ...]
    names: tuple[str, ...] = ()
    reference: str = ""


def choices_of(schema: TableSchema) -> dict[str, Choices]:
    """Return the choices of each column that has some."""
    found = {
        item["name"]: choices
        for item in schema.descriptor["fields"]
        if (choices := _listed(item)) is not None
    }
    for key in schema.foreign_keys:
        resource, columns = key["reference"]["resource"], _names(key["reference"]["fields"])
        if resource:
            for name, column in zip(_names(key["fields"]), columns, strict=True):
                found[name] = _referred(resource, column)
    return found


def _listed(item: dict) -> Choices | None:
    if item["type"] == "boolean":
        return Choices((item.get("trueValues", ["true"])[0], item.get("falseValues", ["false"])[0]))
    values = item.get("constraints", {}).get("enum")
    return Choices(tuple(str(value) for value in values)) if values else None


def _referred(resource: str, column: str) -> Choices:
    """Return the values of a reference dataset's column, each with its name."""
    table = load_set(resource).unique(column, keep="first", maintain_order=True)
    names = tuple(table[NAME]) if NAME in table.columns and column != NAME else ()
    return Choices(tuple(table[column]), names, resource)


def _names(columns: str | list[str]) -> list[str]:
    return [columns] if isinstance(columns, str) else columns
