"""Which publication a row belongs to, and which rows go."""

from pathlib import Path

import pytest

from pipelines.conform import conform
from pipelines.messages import Refusal
from pipelines.sources import Conformity
from tests.unit.tables import PUBLICATION, a_schema, a_source, decoded, refusal_of

SCHEMA = a_schema({"nom": "string"})


def test_a_file_without_the_partition_gets_the_publication_on_each_row(tmp_path: Path) -> None:
    frame = conform(decoded("nom\na\nb\n", tmp_path), a_source(), SCHEMA, PUBLICATION).frame
    assert frame["exercice"].to_list() == [PUBLICATION] * 2


@pytest.mark.parametrize("found", ["2023-2024", ""])
def test_a_file_none_of_whose_rows_is_of_the_publication_is_refused(
    found: str, tmp_path: Path
) -> None:
    table = decoded(f"exercice,nom\n{found},a\n{found},b\n", tmp_path)
    with pytest.raises(Refusal) as stop:
        conform(table, a_source(), SCHEMA, PUBLICATION)
    refusal_of("partition-mismatch", stop.value, "exercice", found, PUBLICATION)


def test_blank_rows_go_when_the_source_says_so_and_are_recorded(tmp_path: Path) -> None:
    table = decoded("exercice,nom\n2024-2025,a\n,\n , \n2024-2025,b\n", tmp_path)
    source = a_source(conform=Conformity(drop_blank_rows=True))
    conformed = conform(table, source, SCHEMA, PUBLICATION)
    assert conformed.frame["_row"].to_list() == [2, 5]
    assert conformed.repairs.rows() == [
        ("blank-row-dropped", 3, "", "", ""),
        ("blank-row-dropped", 4, "", "", ""),
    ]


def test_blank_rows_stay_otherwise(tmp_path: Path) -> None:
    table = decoded("nom,x\na,1\n,\n", tmp_path)
    source = a_source(conform=Conformity(ignored=("x",)))
    assert conform(table, source, SCHEMA, PUBLICATION).frame["nom"].to_list() == ["a", ""]


def test_a_row_with_one_cell_filled_is_not_blank(tmp_path: Path) -> None:
    table = decoded("exercice,nom\n2024-2025,\n", tmp_path)
    source = a_source(conform=Conformity(drop_blank_rows=True))
    assert conform(table, source, SCHEMA, PUBLICATION).frame.height == 1


def test_defects_of_reading_travel_on_to_validation(tmp_path: Path) -> None:
    table = decoded("nom\na,b\n", tmp_path)
    conformed = conform(table, a_source(), SCHEMA, PUBLICATION)
    assert conformed.defects.rows() == [("extra-cell", 2, "b")]


@pytest.mark.parametrize(
    ("content", "repairs"),
    [
        ("nom,x\né,1\n".encode(), []),
        ("\ufeffnom,x\né,1\n".encode(), []),
        ("nom;x\né;1\n".encode("cp1252"), [("encoding", "cp1252"), ("delimiter", ";")]),
        (
            "\ufeffnom\tx\né\t1\n".encode("utf-16-le"),
            [("encoding", "utf-16-le"), ("delimiter", "\t")],
        ),
        ('"nom,x";;\n"é,1";;\n'.encode(), [("wrapped-lines", '"…";;;;')]),
    ],
)
def test_what_reading_mended_of_the_whole_file_is_recorded(
    content: bytes, repairs: list[tuple[str, str]], tmp_path: Path
) -> None:
    source = a_source(conform=Conformity(ignored=("x",)))
    found = conform(decoded(content, tmp_path), source, SCHEMA, PUBLICATION)
    assert found.frame["nom"].to_list() == ["é"]
    assert found.repairs.select("code", "before").rows() == repairs
