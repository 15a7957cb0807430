"""Machines that read catalogues find the set, its files and its licence."""

import json
from collections.abc import Iterator

from rdflib import Graph
from rdflib.namespace import DCAT, DCTERMS, RDF

from pipelines.certification.subject import Subject
from pipelines.certification.verdict import INTEROPERABILITY, Verdict, found_none

CODE, CHARACTERISTIC, VERSION, THRESHOLD = "catalogue-readable", INTEROPERABILITY, 1, "0"
WANTED = {
    "dct:title": DCTERMS.title,
    "dct:publisher": DCTERMS.publisher,
    "dct:license": DCTERMS.license,
    "dcat:distribution": DCAT.distribution,
}
KIND = "dcat:Dataset"


def judge(subject: Subject) -> Verdict:
    """Find what the dataset's DCAT, in Turtle, and its JSON-LD lack."""
    found = [f"DCAT\u00a0: {term}" for term in _lacking(subject.dcat)]
    if not _names_dataset(subject.json_ld):
        found.append("JSON-LD")
    return found_none(
        "certified-catalogue-readable", found, of=len(WANTED) + 2, links=subject.catalogues
    )


def _lacking(turtle: str) -> Iterator[str]:
    """Yield what the dataset lacks; a licence may be that of its distributions."""
    try:
        graph = Graph().parse(data=turtle, format="turtle")
    except Exception:  # noqa: BLE001 - the parser raises whatever its steps do
        graph = Graph()
    dataset = next(graph.subjects(RDF.type, DCAT.Dataset), None)
    if dataset is None:
        yield KIND
        return
    described = [dataset, *graph.objects(dataset, DCAT.distribution)]
    for term, predicate in WANTED.items():
        holders = described if predicate == DCTERMS.license else [dataset]
        if not any((holder, predicate, None) in graph for holder in holders):
            yield term


def _names_dataset(json_ld: str) -> bool:
    """Tell whether something in a JSON-LD text is a dataset, of DCAT or of schema.org."""
    try:
        return _has_dataset(json.loads(json_ld or "null"))
    except (ValueError, RecursionError):
        return False


def _has_dataset(data: object) -> bool:
    if isinstance(data, list):
        return any(map(_has_dataset, data))
    if not isinstance(data, dict):
        return False
    kinds = data.get("@type") or ()
    named = [kinds] if isinstance(kinds, str) else [kind for kind in kinds if isinstance(kind, str)]
    is_one = any(kind.endswith(("Dataset", "Dataset>")) for kind in named)
    return is_one or any(map(_has_dataset, data.values()))
