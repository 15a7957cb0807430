"""Rows in normal form in the columns of a later schema."""

from pathlib import Path

from pipelines.deposit.align import align


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "depot" / "rows.csv"
    path.parent.mkdir()
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    return path


def test_the_same_columns_are_the_same_file(tmp_path: Path) -> None:
    path = written(tmp_path, "a,b\n1,2\n")
    assert align(path, ["a", "b"], tmp_path) == path


def test_columns_move_come_missing_and_go(tmp_path: Path) -> None:
    path = written(tmp_path, 'a,b\n1,"x, ""y"""\n2,\n')
    aligned = align(path, ["b", "c"], tmp_path).read_bytes()
    assert aligned == b'\xef\xbb\xbfb,c\r\n"x, ""y""",\r\n,\r\n'


def test_an_empty_text_stays_other_than_a_missing_cell(tmp_path: Path) -> None:
    path = written(tmp_path, 'a,b\n"",1\n,2\n')
    assert align(path, ["b", "a"], tmp_path).read_bytes() == b'\xef\xbb\xbfb,a\r\n1,""\r\n2,\r\n'
