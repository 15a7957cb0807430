"""Write an entity in the forms that machines read: JSON-LD, GeoJSON, CSV."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import quote

from ckanext.donneesqc.reference.entities import quantities_of, references_of
from ckanext.donneesqc.reference.model import CONFIRMED, DEDUCED, EntityRecord, ReferenceSet
from ckanext.donneesqc.reference.shown import address

CONTEXT = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
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


Successors = Sequence[dict[str, Any]]


def linked(known: ReferenceSet, found: EntityRecord, successors: Successors) -> str:
    """Return an entity as JSON-LD: a concept of the set's scheme, with its cells.

    A cell that names an entity of another set is its address. Only what a person confirmed follows
    it; what is deduced may be of interest. Source: SKOS Reference, W3C, 2009.
    """
    targets = references_of(known)
    cells = {
        _property(known, column): (
            {"@id": address(targets[column], str(cell))} if column in targets else cell
        )
        for column, cell in _values(known, found).items()
    }
    document = {
        "@context": CONTEXT,
        "@id": address(known.name, found.identifier),
        "@type": "skos:Concept",
        "skos:inScheme": {"@id": address(known.name)},
        "skos:notation": found.identifier,
        "skos:prefLabel": _in_french(found.name),
        "dcterms:identifier": found.identifier,
        "dc:source": known.said["official"],
        **cells,
        **({GONE: True} if found.gone else {}),
        **_following("dcterms:isReplacedBy", known, successors, CONFIRMED),
        **_following("rdfs:seeAlso", known, successors, DEDUCED),
    }
    return json.dumps(document, ensure_ascii=False)


def scheme(known: ReferenceSet, title: str) -> str:
    """Return a set as JSON-LD: the scheme of its concepts, and what each of its columns says."""
    here = address(known.name)
    document = {
        "@context": CONTEXT,
        "@id": here,
        "@type": "skos:ConceptScheme",
        "dcterms:title": _in_french(title),
        "dc:source": known.said["official"],
        "@included": [
            {
                "@id": _property(known, item["name"]),
                "@type": "rdf:Property",
                "rdfs:label": _in_french(item["title"]),
                "rdfs:comment": _in_french(item["description"]),
                "rdfs:isDefinedBy": {"@id": here},
            }
            for item in known.columns
        ],
    }
    return json.dumps(document, ensure_ascii=False)


def located(known: ReferenceSet, found: EntityRecord, _: Successors) -> str:
    """Return an entity as a GeoJSON feature, whose geometry is null when none is known."""
    feature = {
        "type": "Feature",
        "id": found.identifier,
        "properties": {
            "@id": address(known.name, found.identifier),
            **_values(known, found),
            **({GONE: True} if found.gone else {}),
        },
        "geometry": json.loads(found.geometry) if found.geometry else None,
    }
    return json.dumps(feature, ensure_ascii=False)


def tabulated(known: ReferenceSet, found: EntityRecord, _: Successors) -> str:
    """Return an entity as a CSV file of one row."""
    columns = [item["name"] for item in known.columns]
    cells = _cells(known, found)
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(columns)
    writer.writerow([cells.get(column, "") for column in columns])
    return written.getvalue()


def _cells(known: ReferenceSet, found: EntityRecord) -> dict[str, str]:
    """Return the cells of an entity: of one that is gone, what it was called."""
    shape = known.said["shape"]
    return {shape["identifier"]: found.identifier, shape["name"]: found.name, **found.cells}


def _values(known: ReferenceSet, found: EntityRecord) -> dict[str, Any]:
    """Return the cells of an entity, quantities as numbers."""
    numbers = quantities_of(known)
    return {
        column: json.loads(cell) if column in numbers else cell
        for column, cell in _cells(known, found).items()
    }


def _property(known: ReferenceSet, column: str) -> str:
    return f"{address(known.name)}#{quote(column)}"


def _in_french(text: str) -> dict[str, str]:
    return {"@value": text, "@language": "fr"}


def _following(
    relation: str, known: ReferenceSet, successors: Successors, status: str
) -> dict[str, list]:
    found = [item["successor"] for item in successors if item["status"] == status]
    return {relation: [{"@id": address(known.name, item)} for item in found]} if found else {}


WRITERS: dict[str, Callable[[ReferenceSet, EntityRecord, Successors], str]] = {
    "jsonld": linked,
    "geojson": located,
    "csv": tabulated,
}
