"""GDAL reads only the formats that we chose: no disguised file makes it read another."""

import json
import subprocess
import sys
from pathlib import Path

import pyogrio
import pytest

from pipelines.geo import gdal
from pipelines.messages import Refusal
from tests.unit.geo.layers import MONTREAL, layers_of, write_points

NAMES = ("a.geojson", "a.gml", "a.kml", "a.gpkg", "a.fgb", "a.vrt", "a.json")


def test_no_driver_but_ours_is_left() -> None:
    gdal.restrict()
    assert set(pyogrio.list_drivers()) <= gdal.ALLOWED


def test_drivers_are_left_out_whatever_was_imported_before() -> None:
    program = (
        "import pyogrio, pyproj; before = len(pyogrio.list_drivers());"
        "from pipelines.geo import gdal; gdal.restrict();"
        "print(before > 30, set(pyogrio.list_drivers()) <= gdal.ALLOWED)"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True
    )
    assert run.stdout.split() == ["True", "True"]


@pytest.mark.parametrize("name", NAMES)
def test_a_disguised_instruction_to_read_another_file_is_refused(tmp_path: Path, name: str) -> None:
    secret = write_points(tmp_path / "secret.gpkg", [MONTREAL])
    steps = f"gdal vector read {secret} ! write --output-format stream"
    instructions = (
        f'<OGRVRTDataSource><OGRVRTLayer name="a"><SrcDataSource>{secret}</SrcDataSource>'
        "</OGRVRTLayer></OGRVRTDataSource>",
        json.dumps({"type": "gdal_streamed_alg", "command_line": steps}),
        f"<OGRWFSDataSource><URL>file://{secret}</URL></OGRWFSDataSource>",
        f"<GDALG>{steps}</GDALG>",
    )
    for number, text in enumerate(instructions):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / name).write_text(text)
        with pytest.raises(Refusal):
            layers_of(folder / name)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"%PDF-1.7 x", "geo-pdf"), (b"\x89PNG\r\n\x1a\n", "geo-image"),
        (b"II*\0abcd", "geo-image"),
        (b"\x1f\x8b\x08abc", "geo-archive"), (b"7z\xbc\xaf\x27\x1c", "geo-archive"),
        (b"", "geo-empty-file"), (b"  \n ", "geo-empty-file"), (b'{"a": 1}', "geo-unrecognized"),
        (b"\x7fELF" + bytes(300), "geo-table-unreadable"), (bytes(5000), "geo-table-unreadable"),
    ],
)  # fmt: skip
def test_what_is_no_map_is_refused_with_its_reason(
    tmp_path: Path, content: bytes, code: str
) -> None:
    path = tmp_path / "a.geojson"
    path.write_bytes(content)
    with pytest.raises(Refusal) as refusal:
        layers_of(path)
    assert refusal.value.code == code
