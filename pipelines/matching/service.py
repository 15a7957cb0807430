"""What a reconciliation service knows of its set, and what it understands of requests."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from pipelines.matching.lookup import Lookup

LARGEST = 1 << 20  # characters of a request
FARTHEST = 1_000_000  # of what is counted or skipped


class NotUnderstood(ValueError):  # noqa: N818 - what happens
    """A request isn't one of the protocol's, or asks too much.

    `code` names its sentence; `status`: the one of its HTTP answer.
    """

    def __init__(self, code: str, status: int = HTTPStatus.BAD_REQUEST, **values: int) -> None:
        super().__init__(code)
        self.code = code
        self.status = status
        self.values = values


@dataclass(frozen=True)
class Reference:
    """The set whose entities a column names: its type, the address of its service, its names."""

    kind: Mapping[str, str]
    address: str
    lookup: Lookup


@dataclass(frozen=True)
class Service:
    """A set as its service shows it: `columns`, name → title; `address`: of the set's page.

    `naming`: its columns of codes and names, the identifier first; `numbers`: those of quantities;
    `references`: those that name entities of other sets.
    """

    name: str
    title: str
    columns: Mapping[str, str]
    lookup: Lookup
    address: str
    naming: tuple[str, ...] = ("code", "nom")
    numbers: frozenset[str] = frozenset()
    references: Mapping[str, Reference] = field(default_factory=dict)

    @property
    def kind(self) -> dict[str, str]:
        """Return the only type of its entities."""
        return {"id": self.name, "name": self.title}


def read_json(text: str) -> Any:
    """Return what a parameter holds; raises NotUnderstood."""
    if len(text) > LARGEST:
        raise too_large()
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as reason:
        raise NotUnderstood("reconcile-not-json") from reason


def too_large() -> NotUnderstood:
    """Return the error of a request that is too large."""
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    return NotUnderstood("reconcile-too-large", status, most=LARGEST >> 10)


def too_many(most: int) -> NotUnderstood:
    """Return the error of a request of more than so many items."""
    return NotUnderstood("reconcile-too-many", HTTPStatus.REQUEST_ENTITY_TOO_LARGE, most=most)


def read_count(said: object, usual: int) -> int:
    """Return a number of things as clients write it, 3, 3.0 or « 3 »; the usual one otherwise."""
    if isinstance(said, bool) or not isinstance(said, str | int | float):
        return usual
    try:
        count = int(float(said))
    except (ValueError, OverflowError):
        return usual
    return min(count, FARTHEST) if count >= 0 else usual
