"""Settle the types of a table that has no schema, from its cells and from what readers had."""

from collections.abc import Container, Mapping, Sequence

KEPT = ("name", "type", "title", "description")
WIDER = {
    ("integer", "year"): "integer",
    ("number", "integer"): "number",
    ("number", "year"): "number",
}


def plain_types(descriptor: Mapping) -> dict:
    """Return the schema with names, types and titles alone: what cells show is no rule."""
    fields = [{key: card[key] for key in KEPT if card.get(key)} for card in descriptor["fields"]]
    return {"fields": fields}


def as_text(descriptor: Mapping) -> dict:
    """Return the schema with every column a text."""
    return {"fields": [{**card, "type": "string"} for card in descriptor["fields"]]}


def not_narrower(
    descriptor: Mapping, before: Sequence[Mapping], blank: Container[str] = ()
) -> dict:
    """Return the schema, each type widened until it holds what the column held before.

    A `blank` column shows nothing of its type: it keeps the one it had.
    """
    known = {card["name"]: card.get("type", "string") for card in before}
    fields = []
    for card in descriptor["fields"]:
        old = known.get(card["name"], card["type"])
        fields.append({**card, "type": old if card["name"] in blank else _wider(old, card["type"])})
    return {"fields": fields}


def _wider(one: str, other: str) -> str:
    if one == other:
        return one
    return WIDER.get((one, other)) or WIDER.get((other, one)) or "string"
