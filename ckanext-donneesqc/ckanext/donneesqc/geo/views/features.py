"""Answer what readers ask of a layer's features."""

import json

import shapely
from ckan.types import Response
from ckanext.donneesqc.geo.views.blueprint import MARKED, cached, maps, shown_layer
from ckanext.donneesqc.geo.views.question import asked, level, number, wanted
from flask import jsonify, make_response

from pipelines.geo.query import KEYS, read_page, read_shapes

HOUR = 3600
LEAST, MOST, USUAL = 1, 200, 25  # rows of a page
MOST_SHAPES, FARTHEST = 5_000, 100_000_000


@maps.get(f"{MARKED}/<layer>/lignes")
@asked
def rows(name: str, resource_id: str, mark: str, layer: str) -> Response:
    """Send a page of a layer's features, as a table."""
    shown = shown_layer(name, resource_id, mark, layer)
    columns = [column["name"] for column in shown.layer["columns"]]
    key = KEYS.get(level(shown.layer))  # of the territory in which a row without shape is
    place = (number("debut", 0, FARTHEST, 0), number("nombre", LEAST, MOST, USUAL))
    read = [*columns, key] if key else columns
    page = read_page(shown.path, wanted(), read, place, number("entite", 0, FARTHEST, 0))
    found = [
        {
            "id": row.id,
            "values": row.values[: len(columns)],
            "bounds": row.bounds,
            **({"territory": row.values[-1]} if key else {}),
        }
        for row in page.rows
    ]
    answer = jsonify({"total": page.total, "offset": page.offset, "rows": found})
    return cached(answer, shown.public, HOUR)


@maps.get(f"{MARKED}/<layer>/formes")
@asked
def shapes(name: str, resource_id: str, mark: str, layer: str) -> Response:
    """Send the shapes of the features that match, or of as many of them as can be drawn."""
    shown = shown_layer(name, resource_id, mark, layer)
    columns = shown.layer["drawn_columns"]
    matched, found = read_shapes(shown.path, wanted(), columns, MOST_SHAPES)
    features = ",".join(
        f'{{"type":"Feature","id":{shape.id},'
        f'"properties":{json.dumps(dict(zip(columns, shape.values, strict=True)))},'
        f'"geometry":{shapely.to_geojson(shape.geometry)}}}'
        for shape in found
    )
    counts = f'"matched":{matched},"shown":{len(found)}'
    collection = f'{{"type":"FeatureCollection",{counts},"features":[{features}]}}'
    answer = make_response(collection)
    answer.mimetype = "application/json"
    return cached(answer, shown.public, HOUR)
