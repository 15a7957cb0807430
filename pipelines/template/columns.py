"""The columns of a schema, as a person reads them."""

from collections import Counter
from dataclasses import dataclass

from pipelines.template.choices import Choices, choices_of
from pipelines.template.rules import rules_said, type_said
from schemas import TableSchema


@dataclass(frozen=True)
class Column:
    """Describe one column: `heading` is what the template writes over it, `type` its Table Schema
    type and `kind` what a person calls it; `rules` are whole sentences."""

    name: str
    heading: str
    type: str
    kind: str
    required: bool
    description: str
    example: str
    rules: tuple[str, ...]
    constraints: dict
    choices: Choices | None = None


def columns_of(schema: TableSchema, language: str = "fr") -> tuple[Column, ...]:
    """Return the schema's columns; a heading is a title, or the name where a title comes twice."""
    items = schema.descriptor["fields"]
    titles = Counter(item.get("title", "") for item in items)
    choices = choices_of(schema)
    return tuple(
        _column(item, titles, choices.get(item["name"]), schema.primary_key, language)
        for item in items
    )


def _column(
    item: dict, titles: Counter[str], choices: Choices | None, key: tuple[str, ...], language: str
) -> Column:
    constraints = item.get("constraints", {})
    title = item.get("title", "")
    alone = {"unique": True} if key == (item["name"],) else {}
    return Column(
        name=item["name"],
        heading=title if titles[title] == 1 and title else item["name"],
        type=item["type"],
        kind=type_said(item["type"], language),
        required=bool(constraints.get("required")) or bool(alone),
        description=item.get("description", ""),
        example=str(item.get("example", "")),
        rules=rules_said({**constraints, **alone}, choices, language),
        constraints=constraints,
        choices=choices,
    )
