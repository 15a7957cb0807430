"""Part the texts that may name several entities: « 03 – Capitale-Nationale; 09 – Côte-Nord »."""

import re
from collections.abc import Callable, Iterator

from pipelines.matching.beside import hint_keys, row_keys
from pipelines.matching.candidates import HOMONYM, Candidate
from pipelines.matching.entities import Entity

SEVERAL = "several"
MARKS = re.compile(r"[;/|\n]")
DASHES = re.compile(r"\s+[-–—]\s+")  # « Mauricie - Centre-du-Québec »
CODE = re.compile(r"\d|(?<!\S)[A-Z](?!\S)")
MOST_PARTS = 20


def find_several(text: str, find_one: Callable[[str], Candidate | None]) -> tuple[Candidate, ...]:
    """Return the entities that the parts of a text name, () unless they name two at least.

    `find_one`: returns the one that a part names for sure, None without one. Which of them counts
    is a person's to decide.
    """
    for parts in _parted(text):
        sure = [(part, one.entity) for part in parts if (one := find_one(part))]
        found = {entity.identifier: entity for _, entity in sure}
        if len(found) > 1 and not _placed(*sure):
            return tuple(Candidate(entity, HOMONYM, SEVERAL) for entity in found.values())
    return ()


def _placed(first: tuple[str, Entity], *others: tuple[str, Entity]) -> bool:
    """Tell whether what follows a name is its MRC or its region: « Dorval - Montréal »."""
    keys = row_keys(first[1])
    return all(hint_keys(part) & keys for part, _ in others)


def _parted(text: str) -> Iterator[list[str]]:
    """Yield the parts between marks, then those between dashes, where there is more than one.

    A dash between a code and a name doesn't part two entities.
    """
    for sign in (MARKS,) if CODE.search(text) else (MARKS, DASHES):
        parts = [part.strip() for part in sign.split(text, MOST_PARTS) if part.strip()]
        if len(parts) > 1:
            yield parts
