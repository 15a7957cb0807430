"""Find the YAML files of the sources and read them; what they say wrong stops them by name."""

import os
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import yaml

from pipelines.messages import Refusal
from pipelines.sources.card import UnknownKey, read_card
from pipelines.sources.model import Source

OPERATORS_FOLDER = "DONNEESQC_SOURCES"


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
        if not Path(folder).is_dir():
            raise Refusal("source-no-folder", folder=folder)
        yield from _yaml_in(Path(folder))


def _yaml_in(folder: Traversable) -> Iterator[Traversable]:
    found = (file for file in folder.iterdir() if file.name.endswith((".yaml", ".yml")))
    yield from sorted(found, key=lambda file: file.name)


def _read(file: Traversable) -> Source:
    try:
        text = file.read_text(encoding="utf-8")
        return read_card(yaml.safe_load(text), text)
    except KeyError as missing:
        raise Refusal("source-key-missing", file=file.name, key=str(missing.args[0])) from missing
    except UnknownKey as unknown:
        known = ", ".join(unknown.known)
        raise Refusal("source-key-unknown", file=file.name, key=unknown.key, known=known) from None
    except (OSError, TypeError, ValueError, AttributeError, yaml.YAMLError) as reason:
        raise Refusal("source-unreadable", file=file.name, reason=str(reason)) from reason
