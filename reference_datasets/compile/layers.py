"""Read the two official layers of boundaries, whose polygons share their vertices."""

from pathlib import Path

import geopandas
import pyogrio
import shapely

REGIONS = "geographie/regions_V2024-03_shp_cp850/regio_s.shp"
MRC = "geographie/mrc_V2017-08_gml/donnees_quebec_mrc_polygones.gml"
NAD83 = 4269
WGS84 = 4326
# Both layers were exported with noise in the 14th decimal: a vertex that two polygons share is the
# same to 1e-9 degree (0.1 mm), not to the last bit, and a coverage wants the last bit.
GRID = 1e-9


def read_regions(data: Path) -> geopandas.GeoDataFrame:
    """Return the 21 polygons of the 17 regions (V2024-03) in NAD83: code_region, nom, geometry.

    The DBF is in cp850 and no .cpg says so.
    """
    layer = pyogrio.read_dataframe(data / REGIONS, encoding="cp850")
    if layer.crs.to_epsg() != NAD83:
        raise ValueError(f"{REGIONS}: {layer.crs}")
    columns = {"RES_CO_REG": "code_region", "RES_NM_REG": "nom"}
    return _snapped(layer[[*columns, "geometry"]].rename(columns=columns))


def read_mrc(data: Path) -> geopandas.GeoDataFrame:
    """Return the 137 polygons of the 104 MRC and equivalent territories (V2017-08): code, geometry.

    The file says WGS 84, but its vertices are those of the NAD83 layer, digit for digit: it is read
    as NAD83, so that one operation, the same for both layers, leads to WGS 84.
    """
    layer = pyogrio.read_dataframe(data / MRC)
    codes = layer["MRS_CO_MRC"].astype(str).str.zfill(2)
    layer = layer.assign(code=codes).set_crs(NAD83, allow_override=True)
    return _snapped(layer[["code", "geometry"]])


def _snapped(layer: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    return layer.assign(geometry=shapely.set_precision(layer.geometry.values, GRID))
