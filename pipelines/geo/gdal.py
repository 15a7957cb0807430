"""GDAL, made to read nothing but the formats that we chose, in files that are here.

GDAL asks each of its drivers whether it knows a file's content, and some of them (VRT, GDALG, WFS…)
know instructions to read other files or addresses. pyogrio offers no way to name the driver, so
those that we didn't choose are taken off GDAL's list, for this process, before anything is opened.
"""

import ctypes
from functools import cache

import pyogrio
from pyogrio import _ogr  # type: ignore[attr-defined]

JSON_DRIVERS = ("GeoJSON", "GeoJSONSeq", "ESRIJSON", "TopoJSON")
DRIVERS = {
    "json": JSON_DRIVERS,
    "gpkg": ("GPKG",),
    "fgb": ("FlatGeobuf",),
    "kml": ("LIBKML",),
    "gml": ("GML",),
    "shp": ("ESRI Shapefile",),
    "tab": ("MapInfo File",),
    "mif": ("MapInfo File",),
    "gdb": ("OpenFileGDB",),
}
ALLOWED = {"MEM", *(driver for drivers in DRIVERS.values() for driver in drivers)}
OPTIONS = {
    "OGR_GEOJSON_MAX_OBJ_SIZE": "64",  # megabytes of a feature: json-c needs a dozen times as much
    "SHAPE_RESTORE_SHX": "YES",  # a .shx says only where each feature starts
    "GML_SKIP_RESOLVE_ELEMS": "ALL",
    "LIBKML_RESOLVE_STYLE": "NO",
    "GDAL_HTTP_PROXY": "127.0.0.1:1",  # a GeoJSON may name its system by an address: none is asked
    "GDAL_HTTP_CONNECTTIMEOUT": "1",
    "GDAL_HTTP_TIMEOUT": "1",
    "GDAL_HTTP_MAX_RETRY": "0",
}
LITTLE_ENDIAN = 1


@cache
def restrict() -> None:
    """Take off GDAL's list every driver but ours; do it once, before opening a file."""
    library = _library()
    for name in pyogrio.list_drivers():
        if name not in ALLOWED:
            library.GDALDeregisterDriver(library.GDALGetDriverByName(name.encode()))
    pyogrio.set_gdal_config_options(OPTIONS)


def straightened(wkb: bytes) -> bytes:
    """Return a geometry with its arcs of circle drawn as short lines, WKB."""
    library = _library()
    curved, length = ctypes.c_void_p(), len(wkb)
    if library.OGR_G_CreateFromWkb(wkb, None, ctypes.byref(curved), length):
        return wkb
    straight = library.OGR_G_GetLinearGeometry(curved, 0.0, None)
    out = ctypes.create_string_buffer(library.OGR_G_WkbSize(straight))
    library.OGR_G_ExportToIsoWkb(straight, LITTLE_ENDIAN, out)
    library.OGR_G_DestroyGeometry(straight)
    library.OGR_G_DestroyGeometry(curved)
    return out.raw


@cache
def _library() -> ctypes.CDLL:
    """Return the GDAL that pyogrio brought, through one of its modules, with the types we need."""
    library = ctypes.CDLL(_ogr.__file__)
    pointer, text = ctypes.c_void_p, ctypes.c_char_p
    library.GDALGetDriverByName.restype = pointer
    library.GDALGetDriverByName.argtypes = [text]
    library.GDALDeregisterDriver.argtypes = [pointer]
    library.OGR_G_CreateFromWkb.argtypes = [text, pointer, pointer, ctypes.c_int]
    library.OGR_G_GetLinearGeometry.restype = pointer
    library.OGR_G_GetLinearGeometry.argtypes = [pointer, ctypes.c_double, pointer]
    library.OGR_G_WkbSize.argtypes = [pointer]
    library.OGR_G_ExportToIsoWkb.argtypes = [pointer, ctypes.c_int, pointer]
    library.OGR_G_DestroyGeometry.argtypes = [pointer]
    return library
