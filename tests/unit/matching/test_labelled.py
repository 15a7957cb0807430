"""Names taken from other files than the directory lead where a person or a code says they do."""

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from pipelines.cli.known import find_set
from pipelines.matching import Lookup
from tests.unit.matching.labels import Label, kept, mrcs, municipalities, regions

BAR = 0.97


def outcome(lookup: Lookup, label: Label) -> str:
    """Return right or wrong, left to a person with reason, missed, or none: nothing was to find."""
    found = lookup.find(label.text, label.context)
    sure = found[0].entity.identifier if found and found[0].sure else ""
    if label.expected.startswith("?"):  # a person decides, among these at least
        wanted = {*label.expected[1:].split("|")}
        listed = wanted <= {item.entity.identifier for item in found}
        return "wrong" if sure else "left" if listed else "missed"
    if label.expected.startswith("~"):
        return "wrong" if sure not in ("", label.expected[1:]) else "right" if sure else "none"
    if sure:
        return "right" if sure == label.expected else "wrong"
    return "missed" if label.expected else "none"


def count(lookup: Lookup, labels: Iterable[Label]) -> Counter[str]:
    """Count the outcomes of labels."""
    return Counter(outcome(lookup, label) for label in labels)


def unlike(lookup: Lookup, labels: Iterable[Label]) -> list[Label]:
    """Return the labels with an answer whose text isn't its official name, letter for letter."""
    named = ((label, lookup.entities.get(label.expected)) for label in labels)
    return [label for label, entity in named if entity and label.text != entity.name]


def precision(counts: Counter[str]) -> float:
    """Return the share of right answers among those that are sure."""
    return counts["right"] / (counts["right"] + counts["wrong"])


def recall(counts: Counter[str]) -> float:
    """Return the share of names that are matched, or left to a person with reason."""
    good = counts["right"] + counts["left"]
    return good / (good + counts["missed"] + counts["wrong"])


@pytest.fixture(scope="module")
def towns() -> Lookup:
    """Return the municipalities."""
    return find_set("municipalites")


def test_precision_and_recall_on_municipalities_of_other_files(
    towns: Lookup, real_files: Path
) -> None:
    counts = count(towns, municipalities(real_files))
    assert counts["right"] > 3_500
    assert counts["left"] > 60
    assert precision(counts) >= BAR
    assert recall(counts) >= BAR


def test_recall_on_names_that_are_not_written_as_the_official_one(
    towns: Lookup, real_files: Path
) -> None:
    counts = count(towns, unlike(towns, municipalities(real_files)))
    assert counts["right"] > 130
    assert recall(counts) >= BAR


def test_places_of_another_name_lead_to_no_other_municipality(
    towns: Lookup, real_files: Path
) -> None:
    places = [label for label in municipalities(real_files) if label.source.endswith("autre nom")]
    assert len(places) > 500
    assert count(towns, places)["wrong"] == 0


@pytest.mark.parametrize(
    ("name", "read", "fewest"), [("mrc", mrcs, 500), ("regions-administratives", regions, 140)]
)
def test_precision_and_recall_on_names_beside_their_codes(
    real_files: Path,
    name: str,
    read: Callable[[Path], list[Label]],
    fewest: int,
) -> None:
    lookup, labels = find_set(name), read(real_files)
    for chosen in (labels, [label for label in labels if not label.coded]):
        counts = count(lookup, chosen)
        assert precision(counts) == 1
        assert recall(counts) >= BAR
    assert count(lookup, labels)["right"] >= fewest


def test_buyers_lead_to_their_ministry_or_body() -> None:
    counts = count(find_set("ministeres-et-organismes"), kept("ministeres-et-organismes"))
    assert counts["right"] >= 12
    assert counts["wrong"] == counts["missed"] == 0
