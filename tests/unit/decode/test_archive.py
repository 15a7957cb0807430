"""Zip files: one table is read, wherever the archive would put it; bombs are refused."""

import io
import zipfile
from pathlib import Path

import pytest

from pipelines.messages import Refusal
from tests.unit.decode.opened import notices, opened, rows, zipped
from tests.unit.decode.test_workbook import TABLE, refused
from tests.unit.decode.workbooks import xlsx
from tests.unit.tables import refusal_of

CSV = "a;b\n1;2\n"


def test_the_one_table_of_a_zip_is_read_and_named(tmp_path: Path) -> None:
    files = {"lisez-moi.pdf": "%PDF", "__MACOSX/._t.csv": "x", "d/": "", "d/t.csv": CSV}
    table = opened(zipped(files), tmp_path, name="f.zip")
    assert (table.form.archive, table.form.container) == ("t.csv", "csv")
    assert (rows(table), notices(table)) == ([(2, "1", "2")], [])


def test_a_workbook_in_a_zip_is_read(tmp_path: Path) -> None:
    table = opened(zipped({"t.xlsx": xlsx({"S": TABLE})}), tmp_path, name="f.zip")
    assert (table.form.archive, table.form.container, table.form.sheet) == ("t.xlsx", "xlsx", "S")


def test_a_table_that_would_be_written_elsewhere_stays_in_the_scratch_folder(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "scratch"
    folder.mkdir()
    for name in ("../../dehors.csv", "/dehors.csv", "C:\\dehors.csv"):
        assert rows(opened(zipped({name: CSV}), folder)) == [(2, "1", "2")]
    assert [path.name for path in tmp_path.iterdir()] == ["scratch"]


def test_several_tables_are_refused_by_name(tmp_path: Path) -> None:
    content = zipped({"a.csv": CSV, "b.xlsx": "x"})
    refusal_of("decode-zip-many", refused(content, tmp_path), "a.csv, b.xlsx")


@pytest.mark.parametrize(
    "content",
    [zipped({}), zipped({"a.shp": "x"}), zipped({"t.csv": zipped({"t.csv": CSV})})],
)
def test_a_zip_without_a_table_is_refused(content: bytes, tmp_path: Path) -> None:
    assert refused(content, tmp_path).code == "decode-zip-none"


@pytest.mark.parametrize("name", ["t.csv", "xl/workbook.xml"])
def test_a_zip_bomb_is_refused_before_it_is_opened(name: str, tmp_path: Path) -> None:
    bomb = zipped({name: bytes(100 << 20)})
    refusal_of("decode-zip-bomb", refused(bomb, tmp_path), "100")


def test_a_zip_that_lies_about_its_sizes_is_refused(tmp_path: Path) -> None:
    content = zipped({"t.csv": CSV * 1000})
    size = (len(CSV) * 1000).to_bytes(4, "little")
    lying = content.replace(size, (10).to_bytes(4, "little"))
    assert refused(lying, tmp_path).code == "decode-workbook"


def test_a_zip_that_is_cut_is_refused(tmp_path: Path) -> None:
    assert refused(zipped({"t.csv": CSV})[:-30], tmp_path).code == "decode-workbook"


def test_a_zip_with_a_password_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO(zipped({"t.csv": CSV}))
    with zipfile.ZipFile(out) as archive:
        start = archive.infolist()[0].header_offset
    content = bytearray(out.getvalue())
    content[start + 6] |= 1  # the bit that says « encrypted », in both headers
    content[content.index(b"PK\x01\x02") + 8] |= 1
    refusal_of("decode-password", refused(bytes(content), tmp_path), "mot de passe")


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (CSV, "f.xlsx", ["decode-extension"]),
        (xlsx({"S": TABLE}), "f.csv", ["decode-extension"]),
        (xlsx({"S": TABLE}), "f.XLSX", []),
        (CSV, "f.TXT", []),
        (CSV, "3f2a", []),
        (zipped({"t.csv": xlsx({"S": TABLE})}), "f.zip", ["decode-extension"]),
    ],
)
def test_a_misleading_extension_is_told(
    content: bytes | str, name: str, told: list[str], tmp_path: Path
) -> None:
    assert notices(opened(content, tmp_path, name=name)) == told


def test_a_page_saved_as_a_workbook_is_refused_as_a_page(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as stop:
        opened("<html><table><tr><td>1</td></tr></table>", tmp_path, name="f.xls")
    assert stop.value.code == "decode-html"
