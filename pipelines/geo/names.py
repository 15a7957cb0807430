"""Names of what a kept layer's GeoPackage holds beside the attributes."""

from collections.abc import Iterable

TABLE, FID, GEOMETRY = "layer", "dq_fid", "dq_geometry"
LONGEST = 200  # characters of a name
# of files beside it, when others draw municipalities by its polygons: from near, from afar
NEAR, AFAR = "municipalites.geojson", "municipalites-simplifie.geojson"


def distinct_names(names: Iterable[str]) -> list[str]:
    """Return names that differ by more than their case, as SQLite wants: « nom », « NOM_2 ».

    Those without end are cut: every format that has them by row would be heavy with them.
    """
    known = {FID, GEOMETRY}
    found = []
    for whole in names:
        name = whole[:LONGEST]
        given, number = name, 1
        while given.casefold() in known:
            number += 1
            given = f"{name}_{number}"
        known.add(given.casefold())
        found.append(given)
    return found
