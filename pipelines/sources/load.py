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


def read_sources() -> tuple[tuple[Source, ...], tuple[Refusal, ...]]:
    """Return the sources that can be read, by name, and why each other file can't be.

    The library's own come first, then the reference datasets, then the operators' folder named by
    DONNEESQC_SOURCES, whose file replaces a source of the same name, even when it can't be read:
    what the operators meant to change doesn't run as it was.
    """
    found: dict[str, Source] = {}
    refused = []
    for label, file in _files():
        try:
            source = _read(label, file)
            found[source.name] = source
        except Refusal as refusal:
            found.pop(Path(label).stem, None)
            refused.append(refusal)
    return tuple(found[name] for name in sorted(found)), tuple(refused)


def load_sources(family: str = "") -> tuple[Source, ...]:
    """Return every source, or those of one family, by name.

    Raises Refusal naming the file and the key when a YAML is not understood.
    """
    sources, refused = read_sources()
    if refused:
        raise refused[0]
    return tuple(source for source in sources if family in ("", source.family))


def load_source(name: str) -> Source:
    """Return one source by name, whatever the other files say.

    Raises UnknownSource, which lists those that exist, or the reason why a file can't be read.
    """
    sources, refused = read_sources()
    known = {source.name: source for source in sources}
    if name in known:
        return known[name]
    raise (
        refused[0]
        if refused
        else UnknownSource("source-unknown", name=name, known=", ".join(known))
    )


def read_source(text: str, label: str) -> Source:
    """Return the source of a YAML text; raises Refusal, which names it `label`."""
    try:
        return read_card(yaml.safe_load(text), text)
    except KeyError as missing:
        raise Refusal("source-key-missing", file=label, key=str(missing.args[0])) from missing
    except UnknownKey as unknown:
        known = ", ".join(unknown.known)
        raise Refusal("source-key-unknown", file=label, key=unknown.key, known=known) from None
    except (TypeError, ValueError, AttributeError, yaml.YAMLError) as reason:
        raise Refusal("source-unreadable", file=label, reason=str(reason)) from reason


def _files() -> Iterator[tuple[str, Traversable]]:
    """Yield the files, each with the name by which a person knows it."""
    yield from _yaml_in(resources.files("pipelines.sources"))
    for folder in sorted(resources.files("reference_datasets").iterdir(), key=lambda f: f.name):
        card = folder.joinpath("dataset.yaml")
        if card.is_file():
            yield f"{folder.name}/{card.name}", card
    folder = os.environ.get(OPERATORS_FOLDER)
    if folder:
        if not Path(folder).is_dir():
            raise Refusal("source-no-folder", folder=folder)
        yield from _yaml_in(Path(folder))


def _yaml_in(folder: Traversable) -> Iterator[tuple[str, Traversable]]:
    found = {file.name: file for file in folder.iterdir() if file.name.endswith((".yaml", ".yml"))}
    yield from sorted(found.items())


def _read(label: str, file: Traversable) -> Source:
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, ValueError) as reason:
        raise Refusal("source-unreadable", file=label, reason=str(reason)) from reason
    return read_source(text, label)
