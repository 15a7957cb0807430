"""Letters come out right whatever a Shapefile says, or doesn't say, of its encoding."""

from pathlib import Path

import pyarrow as pa
import pytest
import shapely

from pipelines.geo.mojibake import unscrambled, unscrambled_table
from pipelines.geo.tally import Tally
from tests.unit.geo.layers import MONTREAL, codes_of, layer_of, rows_of, write_points, zip_folder

NAMES = ["Montérégie", "Saint-Rémi-d’Amherst", "Forêt Côté", "Élan à Hébertville", "Noël"]


def shapefile(folder: Path, encoding: str, cpg: str | None) -> Path:
    """Write a zipped Shapefile whose attributes are in `encoding` and whose .cpg says `cpg`."""
    inside = folder / "inside"
    inside.mkdir()
    names = [name.encode(encoding, "replace").decode(encoding) for name in NAMES]
    write_points(
        inside / "a.shp", [MONTREAL] * len(NAMES), attributes={"nom": names}, encoding=encoding
    )
    table, page = inside / "a.dbf", inside / "a.cpg"
    content = bytearray(table.read_bytes())
    content[29] = 0
    table.write_bytes(bytes(content))
    page.unlink(missing_ok=True)
    if cpg is not None:
        page.write_text(cpg)
    return zip_folder(folder / "a.zip", inside)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "cp850"])
@pytest.mark.parametrize("cpg", [None, "right", "UTF-8", "1252", "", "n’importe quoi"])
def test_a_shapefile_keeps_its_letters(tmp_path: Path, encoding: str, cpg: str | None) -> None:
    path = shapefile(tmp_path, encoding, encoding if cpg == "right" else cpg)
    names = rows_of(path, layer_of(path)).column("nom").to_pylist()
    assert [name.replace("?", "’") for name in names] == NAMES


@pytest.mark.parametrize(
    ("encoding", "cpg", "code"),
    [
        ("cp850", None, ["geo-encoding"]),
        ("cp850", "UTF-8", ["geo-encoding-wrong"]),
        ("utf-8", "1252", ["geo-encoding-wrong"]),
        ("cp1252", "ISO-8859-1", []),
        ("utf-8", "UTF-8", []),
    ],
)
def test_what_is_supposed_of_letters_is_told(
    tmp_path: Path, encoding: str, cpg: str | None, code: list[str]
) -> None:
    assert codes_of(layer_of(shapefile(tmp_path, encoding, cpg))) == code


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("MontrÃ©gie", "Montrégie"),
        ("Lâ€™Ã‰tang", "L’Étang"),
        ("Ã€ venir", "À venir"),
        ("SÃO PAULO", "SÃO PAULO"),
        ("Ã©té", "Ã©té"),  # half of it was right: nobody knows
        ("Montréal", "Montréal"),
        ("QuÃ©bec — 5 €", "QuÃ©bec — 5 €"),
        ("", ""),
    ],
)
def test_scrambled_letters_are_mended_when_there_is_no_doubt(written: str, meant: str) -> None:
    assert unscrambled(written) == meant


@pytest.mark.parametrize("name", [*NAMES, "Œuvre d’Ÿ", "Nuñez", "日本"])
def test_letters_scrambled_by_a_mistaken_reading_come_back(name: str) -> None:
    scrambled = name.encode().decode("latin-1")
    assert unscrambled(scrambled) in (name, scrambled)
    if name in NAMES[:1]:
        assert unscrambled(scrambled) == name


def test_features_with_scrambled_letters_are_counted() -> None:
    table = pa.table({"a": ["x", "Ã©", None], "b": ["y", "Ã¨", "Ã§"], "c": [1, 2, 3]})
    tally = Tally(passed=10)
    mended = unscrambled_table(table, tally)
    assert mended.column("b").to_pylist() == ["y", "è", "ç"]
    (finding,) = tally.findings(drawn=3)
    assert finding.values == {"count": 2, "rows": "12, 13"}


def test_scrambled_column_names_are_mended(tmp_path: Path) -> None:
    path = write_points(tmp_path / "a.gpkg", [MONTREAL], attributes={"rÃ©gion": ["x"]})
    layer = layer_of(path)
    assert [column.name for column in layer.columns] == ["région"]
    assert codes_of(layer) == ["geo-letters-columns"]
    assert shapely.Point(MONTREAL).bounds == pytest.approx(layer.extent)
