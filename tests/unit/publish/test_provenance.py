"""What a dataset's page says of a file: where it came from, what was counted, what was repaired."""

from pathlib import Path

import pytest

from pipelines.conform import conform
from pipelines.fetch import Snapshot
from pipelines.publish.provenance import Checked, guidelines, list_repairs
from pipelines.sources import Conformity
from pipelines.validate import validate
from tests.unit.tables import PUBLICATION, a_schema, a_source, decoded

SNAPSHOT = Snapshot(
    source="essai",
    publication=PUBLICATION,
    address="https://exemple.ca/a.csv",
    file_name="a.csv",
    sha256="ab" * 32,
    size=10,
    retrieved="2026-11-21T12:00:00+00:00",
)
SCHEMA = a_schema({"nom": "string", "montant": "number", "jour": "date"})


def checked(content: bytes | str, folder: Path) -> Checked:
    """Take a file through every check."""
    table = decoded(content, folder)
    source = a_source(conform=Conformity(columns={"montant": ("Montant",)}, drop_blank_rows=True))
    conformed = conform(table, source, SCHEMA, PUBLICATION)
    return Checked(SNAPSHOT, table, conformed, validate(conformed, SCHEMA, lambda _: ()))


def test_repairs_are_counted_by_kind_and_column_with_the_first_as_example(tmp_path: Path) -> None:
    content = f"nom,montant,jour\n a ,1 000,2024-01-01\nb,2 000,\n{'x' * 90} ,3,\n"
    repairs = list_repairs(checked(content, tmp_path).conformed.repairs)
    spaces, thousands = (item for item in repairs)
    assert thousands == {
        "code": "thousands-space",
        "column": "montant",
        "count": 2,
        "example": {"before": "1 000", "after": "1000"},
    }
    assert (spaces["code"], spaces["count"], spaces["example"]["after"]) == ("outer-space", 2, "a")


def test_a_long_cell_is_cut_in_an_example(tmp_path: Path) -> None:
    content = f"nom,montant,jour\n{'x' * 500} ,1,\n"
    [repair] = list_repairs(checked(content, tmp_path).conformed.repairs)
    assert len(repair["example"]["before"]) == 80
    assert repair["example"]["before"].endswith("…")


@pytest.mark.parametrize(
    ("content", "broken"),
    [
        ("nom,montant,jour\né,1.5,2024-01-01\n", set()),
        ("\ufeffnom,montant,jour\né,1.5,2024-01-01\n", set()),
        ("nom;montant;jour\né;1.5;2024-01-01\n", {"relidi_confic_separateur_virgule"}),
        ("nom,montant,jour\né,1,\n".encode("cp1252"), {"relidi_confic_utf8"}),
        ("\ufeffnom,montant,jour\né,1,\n".encode("utf-16-le"), {"relidi_confic_utf8"}),
        ('"nom,montant,jour";;\n"é,1,";;\n', {"relidi_confic_separateur_virgule"}),
        ("nom,montant,jour\na,1 000,\n", {"relidi_condon_nombre"}),
        ('nom,montant,jour\na,"1,5",\n', {"relidi_condon_nombre"}),
        ("nom,montant,jour\na,5 $,\n", {"relidi_condon_nombre"}),
        ("nom,montant,jour\na,1,31/12/2024\n", {"relidi_condon_datheu"}),
        ("nom,montant,jour\na,1,2024/12/31\n", {"relidi_condon_datheu"}),
    ],
)
def test_a_guideline_is_no_exactly_where_the_file_breaks_it(
    content: bytes | str, broken: set[str], tmp_path: Path
) -> None:
    verdicts = guidelines(checked(content, tmp_path))
    assert {name for name, verdict in verdicts.items() if verdict == "non"} == broken


def test_verdicts_are_words_that_the_portal_s_form_knows(tmp_path: Path) -> None:
    verdicts = guidelines(checked("nom,montant,jour\na,1,\n", tmp_path))
    assert verdicts.pop("relidi_description_champs") == "relidi.descha.foumet"
    assert set(verdicts.values()) <= {"oui", "non", "n/a"}
    assert all(name.startswith("relidi_con") for name in verdicts)
