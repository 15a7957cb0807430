"""The Table Schemas of the tables we publish: `<name>/<version>/schema.json` and examples."""

import json
from dataclasses import dataclass, field
from functools import cache
from importlib import resources


@dataclass(frozen=True)
class Field:
    """Describe one column: its ASCII name, Table Schema type, French title and description."""

    name: str
    type: str
    title: str
    description: str
    constraints: dict = field(default_factory=dict)


@dataclass(frozen=True)
class TableSchema:
    """Hold one version of a table's schema; `text` is the file itself."""

    name: str
    version: str
    title: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[dict, ...]
    text: str

    @property
    def descriptor(self) -> dict:
        """Return the Frictionless Table Schema descriptor."""
        return json.loads(self.text)


@cache
def load_schema(name: str) -> TableSchema:
    """Return the schema called `<name>/<version>`; raises FileNotFoundError."""
    file = resources.files(__package__).joinpath(name, "schema.json")
    text = file.read_text(encoding="utf-8")
    card = json.loads(text)
    key = card.get("primaryKey", ())
    return TableSchema(
        name=card["name"],
        version=card["version"],
        title=card["title"],
        fields=tuple(_field(item) for item in card["fields"]),
        primary_key=(key,) if isinstance(key, str) else tuple(key),
        foreign_keys=tuple(card.get("foreignKeys", ())),
        text=text,
    )


def list_schemas() -> list[str]:
    """Return the names `<name>/<version>` of all schemas."""
    return sorted(
        f"{folder.name}/{version.name}"
        for folder in resources.files(__package__).iterdir()
        if folder.is_dir() and not folder.name.startswith("_")
        for version in folder.iterdir()
        if version.joinpath("schema.json").is_file()
    )


def _field(item: dict) -> Field:
    return Field(
        name=item["name"],
        type=item["type"],
        title=item["title"],
        description=item["description"],
        constraints=item.get("constraints", {}),
    )
