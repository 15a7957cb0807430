"""Every real geographic file is read whole, at its place."""

from pathlib import Path
from shutil import copy

import pytest

from pipelines.geo.model import Layer
from pipelines.geo.tables import read_table
from pipelines.geo.unpack import Source
from pipelines.messages import Refusal
from tests.real_layers import QUEBEC, REAL_LAYERS
from tests.unit.geo.layers import codes_of, layer_of, layers_of, rows_of, zip_of


def geographic(real_files: Path, folder: Path, name: str) -> tuple[Path, Layer]:
    """Return a copy of a real file, and its layer."""
    path = Path(copy(real_files / "geographie" / name, folder))
    return path, layer_of(path)


@pytest.mark.parametrize(("name", "features", "geometry", "extent"), REAL_LAYERS)
def test_a_real_layer_is_read_whole(
    real_files: Path, tmp_path: Path, name: str, features: int, geometry: str, extent: tuple
) -> None:
    _, layer = geographic(real_files, tmp_path, name)
    assert (layer.features, layer.drawn, layer.geometry) == (features, features, geometry)
    assert layer.extent == pytest.approx(extent, abs=1e-3)


def test_every_geographic_file_is_in_the_list(real_files: Path) -> None:
    others = {"hydro_consommation_par_mrc.json"}
    found = {item.name for item in (real_files / "geographie" / "autres").iterdir()}
    assert found - others == {
        Path(name).name for name, *_ in REAL_LAYERS if name.startswith("autres")
    }


def test_the_official_regions_keep_their_cp850_letters(real_files: Path, tmp_path: Path) -> None:
    folder = real_files / "geographie" / "regions_V2024-03_shp_cp850"
    members = {item.name: item.read_bytes() for item in folder.iterdir()}
    path = zip_of(tmp_path / "regio_s.zip", members)
    layer = layer_of(path)
    assert (layer.features, layer.system.code, layer.system.accuracy) == (21, "EPSG:4269", 4.0)
    assert layer.extent == pytest.approx(QUEBEC, abs=1e-3)
    assert layer.system.operation == "NAD83 to WGS 84 (1)"
    names = set(rows_of(path, layer).column("RES_NM_REG").to_pylist())
    assert {"Montérégie", "Gaspésie - Îles-de-la-Madeleine", "Côte-Nord"} <= names
    assert codes_of(layer) == ["geo-encoding", "geo-grid-missing", "geo-ground-regions"]


def test_attributes_without_shapes_say_what_is_missing(real_files: Path, tmp_path: Path) -> None:
    folder = real_files / "geographie" / "mrc_V2025-04_attributs"
    path = zip_of(tmp_path / "a.zip", {item.name: item.read_bytes() for item in folder.iterdir()})
    with pytest.raises(Refusal) as refusal:
        layers_of(path)
    assert refusal.value.code == "geo-shapefile-parts"


def test_json_that_is_no_geography_is_refused(real_files: Path, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refusal:
        geographic(real_files, tmp_path, "autres/hydro_consommation_par_mrc.json")
    assert refusal.value.code == "geo-unrecognized"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("autres/quebec_regions_mojibake.geojson", "geo-letters"),
        ("autres/quebec_regions_mojibake.geojson", "geo-mended"),
        ("autres/kinked-multipolygons.geojson", "geo-mended"),
        ("autres/kinked-multipolygons.geojson", "geo-outside"),
        ("autres/troncon-mapinfo.zip", "geo-outside"),
    ],
)
def test_a_defect_of_a_real_file_is_told(
    real_files: Path, tmp_path: Path, name: str, code: str
) -> None:
    assert code in codes_of(geographic(real_files, tmp_path, name)[1])


def test_the_register_of_greenhouse_gases_is_a_map(real_files: Path, tmp_path: Path) -> None:
    path = Path(copy(real_files / "depots" / "registre_ges.csv", tmp_path))
    layer = layer_of(path)
    assert (layer.features, layer.drawn, layer.geometry) == (3237, 3212, "point")
    assert codes_of(layer) == ["geo-columns-used", "geo-absent"]


@pytest.mark.parametrize("folder", ["comptes_publics", "projets_infrastructures", "listes"])
def test_tables_without_coordinates_are_not_placed_by_coordinates(
    real_files: Path, tmp_path: Path, folder: str
) -> None:
    for path in sorted((real_files / folder).glob("*.csv")):
        with pytest.raises(Refusal) as refusal:
            read_table(Source(path, "table", path.stem), tmp_path)
        assert refusal.value.code == "geo-table-without-place", path.name


def test_the_public_accounts_are_no_map(real_files: Path, tmp_path: Path) -> None:
    for number, path in enumerate(sorted((real_files / "comptes_publics").glob("*.csv"))):
        own = tmp_path / str(number)
        own.mkdir()
        with pytest.raises(Refusal) as refusal:
            layers_of(Path(copy(path, own)))
        assert refusal.value.code == "geo-table-without-place", path.name
