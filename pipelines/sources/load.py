"""Find the YAML files of the sources and read them; what they say wrong stops them by name."""

import os
from collections.abc import Iterator
from dataclasses import fields
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import yaml

from pipelines.messages import Refusal
from pipelines.sources.model import (
    Amounts,
    Conformity,
    DatasetCard,
    Decoding,
    Fetching,
    Organization,
    Publication,
    Source,
)

OPERATORS_FOLDER = "DONNEESQC_SOURCES"
KINDS = ("ckan", "http", "package")


class UnknownSource(Refusal):
    """Refuse a source name that no YAML has."""


def load_sources(family: str = "") -> tuple[Source, ...]:
    """Return every source, or those of one family, by name.

    The library's own come first, then the reference datasets, then the operators' folder named by
    DONNEESQC_SOURCES, whose file replaces a source of the same name. Raises Refusal naming the file
    and the key when a YAML is not understood.
    """
    found = {source.name: source for source in map(_read, _files())}
    chosen = (source for source in found.values() if family in ("", source.family))
    return tuple(sorted(chosen, key=lambda source: source.name))


def load_source(name: str) -> Source:
    """Return one source by name; raises UnknownSource, which lists those that exist."""
    known = {source.name: source for source in load_sources()}
    if name not in known:
        raise UnknownSource("source-unknown", name=name, known=", ".join(known))
    return known[name]


def _files() -> Iterator[Traversable]:
    yield from _yaml_in(resources.files("pipelines.sources"))
    for folder in sorted(resources.files("reference_datasets").iterdir(), key=lambda f: f.name):
        card = folder.joinpath("dataset.yaml")
        if card.is_file():
            yield card
    folder = os.environ.get(OPERATORS_FOLDER)
    if folder:
        yield from _yaml_in(Path(folder))


def _yaml_in(folder: Traversable) -> Iterator[Traversable]:
    found = (file for file in folder.iterdir() if file.name.endswith((".yaml", ".yml")))
    yield from sorted(found, key=lambda file: file.name)


def _read(file: Traversable) -> Source:
    text = file.read_text(encoding="utf-8")
    try:
        return _source(yaml.safe_load(text), text)
    except KeyError as missing:
        raise Refusal("source-key-missing", file=file.name, key=str(missing.args[0])) from missing
    except (TypeError, ValueError, AttributeError, yaml.YAMLError) as reason:
        raise Refusal("source-unreadable", file=file.name, reason=str(reason)) from reason


def _source(card: dict, text: str) -> Source:
    card = dict(card)
    fetch, conform = dict(card.pop("fetch")), dict(card.pop("conform", None) or {})
    if fetch["kind"] not in KINDS:
        raise ValueError(f"fetch.kind: {fetch['kind']}")
    return Source(
        dataset=_dataset(dict(card.pop("dataset"))),
        fetch=_fetching(fetch),
        decode=Decoding(**(card.pop("decode", None) or {})),
        conform=_conformity(conform),
        text=text,
        **{key: card.pop(key) for key in ("name", "family", "schema", "partition", "calendar")},
        **card,  # a key we do not know is a TypeError that names it
    )


def _dataset(card: dict) -> DatasetCard:
    return DatasetCard(
        organization=Organization(**card.pop("organization")),
        groups=tuple(card.pop("groups", ())),
        tags=tuple(card.pop("tags", ())),
        fields={"title": card.pop("title"), "notes": card.pop("notes"), **card},
    )


def _fetching(card: dict) -> Fetching:
    publications = tuple(Publication(**item) for item in card.pop("publications", ()))
    return Fetching(publications=publications, **card)


def _conformity(card: dict) -> Conformity:
    amounts = dict(card.pop("amounts", None) or {})
    columns = {name: tuple(names) for name, names in card.pop("columns", {}).items()}
    lists = {
        name: tuple(card.pop(name, ()))
        for name in (f.name for f in fields(Conformity))
        if name in ("optional", "ignored", "month_dates")
    }
    return Conformity(
        columns=columns,
        amounts=Amounts(tuple(amounts.pop("columns", ())), **amounts),
        **lists,
        **card,
    )
