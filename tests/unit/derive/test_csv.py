"""The CSV of a version is its parts, byte for byte, under one header."""

from pathlib import Path

import pytest

from pipelines.derive import write_csv
from tests.unit.normalised import BOM, normalised

NAMES = ["code", "le « nom »,\nlong"]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_parts_are_under_one_header_with_their_own_ends_of_line(end: str, tmp_path: Path) -> None:
    one, two, three = [["01", "a\nb"], ["02", ""]], [], [["03", '"']]
    parts = [
        normalised(tmp_path / f"{number}.csv", NAMES, rows, end)
        for number, rows in enumerate((one, two, three))
    ]
    write_csv(parts, tmp_path / "tout.csv")
    whole = normalised(tmp_path / "attendu.csv", NAMES, [*one, *two, *three], end)
    assert (tmp_path / "tout.csv").read_bytes() == whole.read_bytes()


def test_a_part_alone_stays_as_it_is(tmp_path: Path) -> None:
    part = normalised(tmp_path / "a.csv", NAMES, [["1", "2"]])
    write_csv([part], tmp_path / "b.csv")
    assert (tmp_path / "b.csv").read_bytes() == part.read_bytes()


def test_a_last_row_without_an_end_does_not_run_into_the_next(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"a\r\n1")
    (tmp_path / "b.csv").write_bytes(b"a\r\n2\r\n")
    write_csv([tmp_path / "a.csv", tmp_path / "b.csv"], tmp_path / "c.csv")
    assert (tmp_path / "c.csv").read_bytes() == BOM + b"a\r\n1\r\n2\r\n"


def test_a_header_without_an_end_is_given_one(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"a")
    write_csv([tmp_path / "a.csv"], tmp_path / "c.csv")
    assert (tmp_path / "c.csv").read_bytes() == BOM + b"a\r\n"


def test_parts_with_other_columns_are_refused(tmp_path: Path) -> None:
    parts = [normalised(tmp_path / f"{name}.csv", [name], []) for name in "ab"]
    with pytest.raises(ValueError, match=r"b\.csv"):
        write_csv(parts, tmp_path / "c.csv")
    with pytest.raises(ValueError, match="without parts"):
        write_csv([], tmp_path / "c.csv")
