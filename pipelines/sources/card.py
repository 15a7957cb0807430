"""Turn what a source's YAML says into the model; a slip is an error that names its key."""

import codecs
import re
from collections.abc import Iterable
from dataclasses import MISSING, fields
from typing import TypeVar

from pipelines.matching import Shape
from pipelines.sources.model import (
    Amounts,
    CompanionCard,
    Conformity,
    DatasetCard,
    Decoding,
    Fetching,
    Organization,
    Promises,
    Publication,
    Reference,
    Source,
)
from schemas import list_schemas

KINDS = ("ckan", "http", "package")
SLUG = re.compile("[a-z0-9][a-z0-9-]*")
Part = TypeVar("Part")


class UnknownKey(Exception):  # noqa: N818 - it becomes a refusal, which says the rest
    """Point at a key that the model doesn't have."""

    def __init__(self, key: str, known: Iterable[str]) -> None:
        super().__init__(key)
        self.key = key
        self.known = tuple(known)


def read_card(card: dict, text: str) -> Source:
    """Return the source that a YAML describes.

    Raises KeyError naming a missing key, UnknownKey, or ValueError and TypeError for a value.
    """
    source = _make(
        Source,
        {
            **card,
            "dataset": _dataset(dict(card["dataset"])),
            "fetch": _fetching(dict(card["fetch"])),
            "decode": _decoding(card.get("decode") or {}),
            "conform": _conformity(dict(card.get("conform") or {})),
            "reference": _reference(card.get("reference")),
            "text": text,
        },
    )
    if not SLUG.fullmatch(source.name):
        raise ValueError(f"name: {source.name}")
    if source.schema not in list_schemas():
        raise ValueError(f"schema: {source.schema}")
    return source


def _make(kind: type[Part], card: dict) -> Part:
    """Build a part of the model from its keys, none missing and none unknown."""
    if not isinstance(card, dict):
        raise TypeError(f"{kind.__name__}: {card}")
    known = {field.name: field for field in fields(kind)}  # type: ignore[arg-type]
    for key in card:
        if key not in known:
            raise UnknownKey(str(key), known)
    for name, field in known.items():
        if name not in card and field.default is MISSING and field.default_factory is MISSING:
            raise KeyError(name)
    return kind(**card)


def _dataset(card: dict) -> DatasetCard:
    return DatasetCard(
        organization=_make(Organization, card.pop("organization")),
        groups=_names(card.pop("groups", ())),
        tags=_names(card.pop("tags", ())),
        fields={"title": card.pop("title"), "notes": card.pop("notes"), **card},
    )


def _fetching(card: dict) -> Fetching:
    publications = tuple(_publication(item) for item in card.pop("publications", ()))
    titles = {title: str(name) for title, name in (card.pop("titles", None) or {}).items()}
    companions = {
        name: _make(CompanionCard, said)
        for name, said in (card.pop("companions", None) or {}).items()
    }
    parts = {"publications": publications, "titles": titles, "companions": companions}
    fetching = _make(Fetching, {**card, **parts})
    if fetching.kind not in KINDS:
        raise ValueError(f"fetch.kind: {fetching.kind}")
    if fetching.kind == "ckan" and not {"publication", "date"} & _groups(fetching.resource):
        raise ValueError("fetch.resource: (?P<publication>…) or (?P<date>…)")
    return fetching


def _publication(card: dict) -> Publication:
    """Return a publication; YAML reads an unquoted 2026-03-18 as a date, which its name is."""
    return _make(Publication, {**card, "name": str(card["name"])})


def _decoding(card: dict) -> Decoding:
    decoding = _make(Decoding, {**card, "sheet": str(card.get("sheet", ""))})  # « 2024 » is a name
    try:
        codecs.lookup(decoding.encoding or "utf-8")
    except LookupError:
        raise ValueError(f"decode.encoding: {decoding.encoding}") from None
    if len(decoding.delimiter) > 1:
        raise ValueError(f"decode.delimiter: {decoding.delimiter}")
    return decoding


def _conformity(card: dict) -> Conformity:
    amounts = dict(card.pop("amounts", None) or {})
    columns = {name: _names(names) for name, names in (card.pop("columns", None) or {}).items()}
    for name in (name for names in columns.values() for name in names):
        if name.startswith("/"):
            _groups(name[1:-1])
    lists = {key: _names(card.pop(key, ())) for key in ("optional", "ignored", "month_dates")}
    money = _make(Amounts, {**amounts, "columns": _names(amounts.get("columns", ()))})
    return _make(Conformity, {**card, **lists, "columns": columns, "amounts": money})


def _reference(card: dict | None) -> Reference | None:
    if card is None:
        return None
    shape = {
        key: _names(value) if isinstance(value, list) else value
        for key, value in (card.get("shape") or {}).items()
    }
    promises = _make(Promises, card.get("promises") or {})
    return _make(Reference, {**card, "shape": _make(Shape, shape), "promises": promises})


def _names(value: object) -> tuple[str, ...]:
    """Return a list of names; one name alone needs no brackets."""
    if isinstance(value, Iterable) and not isinstance(value, str):
        return tuple(str(name) for name in value)
    return (str(value),) if value else ()


def _groups(rule: str) -> set[str]:
    """Return the named groups of a regular expression; raises ValueError when it isn't one."""
    try:
        return set(re.compile(rule).groupindex)
    except re.error as reason:
        raise ValueError(f"{rule}: {reason}") from reason
