"""A zip can neither write elsewhere, nor grow without end, nor hide another."""

import stat
import struct
import zipfile
from pathlib import Path

import pytest

from pipelines.messages import Refusal
from tests.unit.geo.layers import (
    MONTREAL,
    layer_of,
    layers_of,
    write_points,
    zip_bytes,
    zip_folder,
    zip_of,
)

POINT = b'{"type":"Point","coordinates":[-73.5,45.5]}'


def refused(path: Path) -> str:
    """Return the code of why a file has no map, and see that nothing was written beside."""
    before = {item for item in path.parent.parent.rglob("*") if "maps" not in item.parts}
    with pytest.raises(Refusal) as refusal:
        layers_of(path)
    after = {item for item in path.parent.parent.rglob("*") if "maps" not in item.parts}
    assert after == before
    return refusal.value.code


@pytest.mark.parametrize(
    "name",
    [
        "../a.geojson", "../../../../tmp/dq-evil.geojson", "/tmp/dq-evil.geojson",
        "x/../../a.geojson", "C:/a.geojson", "C:\\a.geojson", "..\\..\\a.geojson",
        "\\\\host\\share\\a.geojson",
        "a.gdb/../../b.geojson",
    ],
)  # fmt: skip
def test_a_name_that_leaves_the_zip_is_refused(tmp_path: Path, name: str) -> None:
    assert refused(zip_of(tmp_path / "a.zip", {name: POINT})) == "geo-zip-path"
    assert not Path("/tmp/dq-evil.geojson").exists()


def test_a_link_is_refused(tmp_path: Path) -> None:
    entry = zipfile.ZipInfo("a.geojson")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(entry, "/etc/passwd")
    assert refused(tmp_path / "a.zip") == "geo-zip-path"


def test_a_zip_that_grows_beyond_reason_is_refused(tmp_path: Path) -> None:
    zip_of(tmp_path / "a.zip", {"a.geojson": bytes(100 << 20)})
    assert refused(tmp_path / "a.zip") == "geo-zip-bomb"


def test_a_claimed_size_of_5_gigabytes_is_refused(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "a.zip", {"a.geojson": POINT})
    content = bytearray(path.read_bytes())
    place = content.index(b"PK\x01\x02")
    extra = struct.pack("<HHQ", 1, 8, 5 << 30)  # ZIP64: the size before compression
    name = content[place + 46 : place + 46 + 9]
    struct.pack_into("<I", content, place + 24, 0xFFFFFFFF)
    struct.pack_into("<H", content, place + 30, len(extra))
    content[place + 46 : place + 46 + 9] = name + extra
    end = content.rindex(b"PK\x05\x06")
    struct.pack_into("<I", content, end + 12, struct.unpack_from("<I", content, end + 12)[0] + 12)
    path.write_bytes(bytes(content))
    assert refused(path) == "geo-zip-bomb"


def test_too_many_entries_are_refused(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "a.zip", {f"{number}.txt": b"" for number in range(10_001)})
    assert refused(path) == "geo-zip-bomb"


def test_too_many_layers_are_refused(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "a.zip", {f"{number}.geojson": POINT for number in range(51)})
    assert refused(path) == "geo-zip-many"


@pytest.mark.parametrize("name", ["inside.zip", "inside.geojson", "inside.kmz"])
def test_a_zip_in_a_zip_is_refused(tmp_path: Path, name: str) -> None:
    inside = zip_bytes({"a.geojson": POINT})
    assert refused(zip_of(tmp_path / "a.zip", {name: inside})) == "geo-zip-nested"


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"a.pdf": b"%PDF"}, "geo-zip-without-layer"),
        ({}, "geo-empty-file"),
        ({"a.dbf": b"x", "a.prj": b"x"}, "geo-shapefile-parts"),
        ({"__MACOSX/a.geojson": POINT, ".a.geojson": POINT}, "geo-empty-file"),
    ],
)
def test_a_zip_without_a_layer_says_what_it_holds(
    tmp_path: Path, members: dict[str, bytes], code: str
) -> None:
    assert refused(zip_of(tmp_path / "a.zip", members)) == code


def test_a_password_is_told(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "a.zip", {"a.geojson": POINT})
    content = bytearray(path.read_bytes())
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(content))
    assert refused(path) == "geo-zip-password"


def test_a_bad_layer_beside_a_good_one_does_not_hide_it(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "a.zip", {"bon.geojson": POINT, "meta.json": b'{"titre": "x"}'})
    assert layer_of(path).title == "bon"


def test_a_damaged_zip_is_refused(tmp_path: Path) -> None:
    whole = zip_of(tmp_path / "a.zip", {"a.geojson": POINT * 10})
    whole.write_bytes(whole.read_bytes()[:-30])
    assert refused(whole) == "geo-zip-damaged"


def test_names_of_any_case_and_alphabet_are_read(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "a.zip", {"Été 2024/Écoles (1): fin.GeoJSON": POINT})
    assert layer_of(path).title == "Écoles (1): fin"
    assert write_points(tmp_path / "b.gpkg", [MONTREAL]).is_file()


def test_a_layer_that_is_refused_beside_others_is_told(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    write_points(inside / "sans_systeme.shp", [(299_510, 5_040_062)], None)
    write_points(inside / "bon.shp", [MONTREAL])
    (inside / "meta.json").write_text("{}")
    layer = layer_of(zip_folder(tmp_path / "a.zip", inside))
    assert (layer.title, layer.findings[-1].code) == ("bon", "geo-layers-left-out")
    assert layer.findings[-1].values == {"count": 1, "names": "sans_systeme"}


def test_the_reason_is_that_of_the_layer_and_not_of_what_is_beside(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    write_points(inside / "lieux.shp", [(299_510, 5_040_062)], None)
    (inside / "a.json").write_text("{}")
    assert refused(zip_folder(tmp_path / "a.zip", inside)) == "geo-several-systems"
