"""Order reference datasets so that each comes after those that it refers to."""

from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Any


def in_order(sets: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return the names of sets, those that others refer to first; by name where they go round.

    `sets`: what `donneesqc_reference_list` answers.
    """
    graph = {item["name"]: {to["set"] for to in item["references"]} for item in sets}
    try:
        ordered = list(TopologicalSorter(graph).static_order())
    except CycleError:
        ordered = sorted(graph)
    return [name for name in ordered if name in graph]
