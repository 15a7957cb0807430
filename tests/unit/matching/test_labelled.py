"""Names taken from other files than the directory lead where a person says that they do."""

import csv
from collections import Counter
from pathlib import Path

from pipelines.cli.known import find_set
from pipelines.matching import Lookup

LABELS = Path(__file__).parents[2] / "data/matching/municipalites.csv"
BAR = 0.97


def count_labelled(lookup: Lookup) -> Counter[str]:
    """Count the names that are led right or wrong, left to a person with reason, or missed."""
    counts = Counter[str]()
    with LABELS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found = lookup.find(row["texte"], [row["contexte"]] if row["contexte"] else [])
            sure = found[0].entity.identifier if found and found[0].sure else ""
            expected = row["attendu"]
            if expected.startswith("?"):  # a person decides, among these at least
                wanted = {*expected[1:].split("|")}
                listed = wanted <= {item.entity.identifier for item in found}
                counts["left" if listed and not sure else "wrong" if sure else "missed"] += 1
            elif sure:
                counts["right" if sure == expected else "wrong"] += 1
            elif expected:
                counts["missed"] += 1
    return counts


def test_precision_and_recall_on_names_of_other_files() -> None:
    counts = count_labelled(find_set("municipalites"))
    assert counts["right"] > 1_200
    assert counts["left"] > 30
    assert counts["right"] / (counts["right"] + counts["wrong"]) >= BAR
    good = counts["right"] + counts["left"]
    assert good / (good + counts["missed"] + counts["wrong"]) >= BAR
