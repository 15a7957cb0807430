"""How a Table Schema's fields become a DataStore table's columns."""

import json
from collections.abc import Container, Mapping
from dataclasses import dataclass

TYPES = {
    "string": "text",
    "integer": "bigint",
    "number": "numeric",
    "year": "int",
    "date": "date",
    "datetime": "timestamp",
    "time": "time",
    "boolean": "bool",
}
MOST_COLUMNS = 1500  # PostgreSQL has 1600 in all, fewer once many were changed
# those that every table of PostgreSQL has
RESERVED = {"ctid", "xmin", "xmax", "cmin", "cmax", "tableoid"}
FORMATS_NOT_SEARCHED = {"email", "uri", "uuid", "binary"}


@dataclass(frozen=True)
class TableColumn:
    """A column: `type` is PostgreSQL's, `comment` is CKAN's data dictionary."""

    name: str
    type: str
    comment: str
    searched: bool


def columns_of(descriptor: Mapping) -> list[TableColumn]:
    """Return the columns of a Table Schema."""
    codes = {*primary_key(descriptor), *_foreign(descriptor)}
    return [
        TableColumn(
            name=card["name"],
            type=TYPES.get(card.get("type", ""), "text"),
            comment=_comment(card),
            searched=is_searched(card, codes),
        )
        for card in descriptor["fields"]
    ]


def is_reserved(name: str) -> bool:
    """Return whether no column may have this name."""
    return name in RESERVED


def primary_key(descriptor: Mapping) -> list[str]:
    """Return the fields of the primary key."""
    key = descriptor.get("primaryKey") or []
    return [key] if isinstance(key, str) else list(key)


def filters(descriptor: Mapping) -> list[str]:
    """Return the columns that the schema declares as filters: `"donneesqc:filter": true`."""
    return [card["name"] for card in descriptor["fields"] if card.get("donneesqc:filter") is True]


def _foreign(descriptor: Mapping) -> list[str]:
    keys = [key["fields"] for key in descriptor.get("foreignKeys") or ()]
    return [name for key in keys for name in ([key] if isinstance(key, str) else key)]


def is_searched(card: Mapping, codes: Container[str]) -> bool:
    """Return whether a column's words are searched: what `"donneesqc:searchable"` says.

    By default, texts that are neither key, code, e-mail address nor unique. A code is a text that
    has a pattern or a list of values, or one of `codes`: the primary and foreign keys.
    """
    declared = card.get("donneesqc:searchable")
    if isinstance(declared, bool):
        return declared
    rules = card.get("constraints") or {}
    return (
        card.get("type", "string") in ("string", "any")
        and card["name"] not in codes
        and card.get("format", "default") not in FORMATS_NOT_SEARCHED
        and not {"pattern", "enum"} & set(rules)
        and not rules.get("unique")
    )


def _comment(card: Mapping) -> str:
    info = {"label": card.get("title") or "", "notes": card.get("description") or ""}
    # The space before is how CKAN 2.11 and later tell its comments from older ones.
    return " " + json.dumps({"_info": info}, ensure_ascii=False, separators=(",", ":"))
