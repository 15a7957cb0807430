"""Write an entity in the forms that machines read: JSON-LD, GeoJSON, CSV."""

import csv
import io
import json
from collections.abc import Callable

from ckanext.donneesqc.reference.entities import references_of
from ckanext.donneesqc.reference.model import EntityRecord, ReferenceSet
from ckanext.donneesqc.reference.shown import address

CONTEXT = {
    "dcterms": "http://purl.org/dc/terms/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "schema": "https://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
GONE = "http://www.w3.org/2002/07/owl#deprecated"
MEDIA = {
    "html": "text/html",
    "jsonld": "application/ld+json",
    "geojson": "application/geo+json",
    "csv": "text/csv",
}


def linked(known: ReferenceSet, found: EntityRecord, successors: list[str]) -> str:
    """Return an entity as JSON-LD: a concept of the set's scheme, with its cells.

    A cell that names an entity of another set is its address. Source: SKOS Reference, W3C, 2009.
    """
    targets = references_of(known)
    here = address(known.name)
    cells = {
        f"{here}#{column}": {"@id": address(targets[column], cell)} if column in targets else cell
        for column, cell in found.cells.items()
    }
    document = {
        "@context": CONTEXT,
        "@id": address(known.name, found.identifier),
        "@type": "skos:Concept",
        "skos:inScheme": {"@id": here},
        "skos:notation": found.identifier,
        "skos:prefLabel": {"@value": found.name, "@language": "fr"},
        "dcterms:identifier": found.identifier,
        "dcterms:source": known.said["official"],
        **cells,
        **({GONE: True} if found.gone else {}),
        **({"dcterms:isReplacedBy": [{"@id": item} for item in successors]} if successors else {}),
    }
    return json.dumps(document, ensure_ascii=False)


def located(known: ReferenceSet, found: EntityRecord, _: list[str]) -> str:
    """Return an entity as a GeoJSON feature, whose geometry is null when none is known."""
    feature = {
        "type": "Feature",
        "id": found.identifier,
        "properties": {"@id": address(known.name, found.identifier), **found.cells},
        "geometry": json.loads(found.geometry) if found.geometry else None,
    }
    return json.dumps(feature, ensure_ascii=False)


def tabulated(known: ReferenceSet, found: EntityRecord, _: list[str]) -> str:
    """Return an entity as a CSV file of one row."""
    columns = [item["name"] for item in known.columns]
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(columns)
    writer.writerow([found.cells.get(column, "") for column in columns])
    return written.getvalue()


WRITERS: dict[str, Callable[[ReferenceSet, EntityRecord, list[str]], str]] = {
    "jsonld": linked,
    "geojson": located,
    "csv": tabulated,
}
