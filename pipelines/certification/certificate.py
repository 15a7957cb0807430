"""A certificate as data: JSON-LD in the words of DQV and DCAT, ready to be signed.

The certificate is an annotation of the dataset; what was measured is the dataset's, and each
measurement says by which metric, of which dimension.

Source: W3C Data Quality Vocabulary (2016), DCAT 3 (2024), SPDX checksums.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pipelines.certification.judge import Result
from pipelines.messages import message

CONTEXT: Mapping[str, Any] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "dqv": "http://www.w3.org/ns/dqv#",
    "oa": "http://www.w3.org/ns/oa#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dq": "https://www.donneesquebec.ca/ns/certification#",
    "issued": {"@id": "dct:issued", "@type": "xsd:dateTime"},
    "tested": {"@id": "dq:tested", "@type": "xsd:dateTime"},
    "validUntil": {"@id": "dct:valid", "@type": "xsd:date"},
    "motivation": {"@id": "oa:motivatedBy", "@type": "@id"},
    "target": {"@id": "oa:hasTarget"},
    "title": {"@id": "dct:title", "@language": "fr"},
    "state": "dq:state",
    "demonstration": "dq:demonstration",
    "version": "dcat:version",
    "distribution": {"@id": "dcat:distribution", "@container": "@set"},
    "downloadURL": {"@id": "dcat:downloadURL", "@type": "@id"},
    "checksum": "spdx:checksum",
    "algorithm": {"@id": "spdx:algorithm", "@type": "@id"},
    "sha256": {"@id": "spdx:checksumValue", "@type": "xsd:hexBinary"},
    "measurements": {"@id": "dqv:hasQualityMeasurement", "@container": "@set"},
    "computedOn": {"@id": "dqv:computedOn", "@type": "@id"},
    "metric": "dqv:isMeasurementOf",
    "dimension": "dqv:inDimension",
    "label": {"@id": "skos:prefLabel", "@language": "fr"},
    "definition": {"@id": "skos:definition", "@language": "fr"},
    "value": "dqv:value",
    "outcome": "dq:outcome",
    "evidence": {"@id": "dct:description", "@language": "fr"},
    "samples": {"@id": "dq:sample", "@container": "@list"},
    "seen": {"@id": "dct:source", "@type": "@id", "@container": "@set"},
    "threshold": "dq:threshold",
    "log": "dq:logHash",
    "proof": "dq:proof",
    "type": "dq:proofType",
    "proofValue": "dq:proofValue",
    "verificationMethod": {"@id": "dq:verificationMethod", "@type": "@id"},
}
OUTCOMES = {True: "reussi", False: "echoue", None: "sans-reponse"}
SHA256 = "spdx:checksumAlgorithm_sha256"
_RESOURCE = re.compile(r"(.*/dataset/[^/]+/resource/[^/]+)/download/.*")


@dataclass(frozen=True)
class Certified:
    """What a certificate is about; `log`: the hash of the last entry of the public log.

    `dataset`: its IRI, as in the portal's catalogue; `files`: address and SHA-256 of each;
    `issued`: when the certificate is made, `tested`: when its tests began.
    """

    address: str
    dataset: str
    title: str
    state: str
    demonstration: bool
    version: int
    files: tuple[tuple[str, str], ...]
    issued: datetime
    tested: datetime
    valid_until: date
    log: str


def certificate(about: Certified, results: Iterable[Result]) -> dict[str, Any]:
    """Return a certificate, without its proof; every test is in it, those that failed too."""
    kind = "certificate-of-demonstration" if about.demonstration else "certificate-of-reference"
    return {
        "@context": dict(CONTEXT),
        "@type": ["dqv:QualityCertificate", "dq:Certificate"],
        "@id": about.address,
        "title": message(kind, title=about.title),
        "motivation": "dqv:qualityAssessment",
        "state": about.state,
        "demonstration": about.demonstration,
        "issued": about.issued.isoformat(timespec="seconds"),
        "tested": about.tested.isoformat(timespec="seconds"),
        "validUntil": about.valid_until.isoformat(),
        "target": {
            "@id": about.dataset,
            "@type": "dcat:Dataset",
            "title": about.title,
            "version": str(about.version),
            "distribution": [_distribution(*file) for file in about.files],
            "measurements": [_measurement(about.dataset, result) for result in results],
        },
        "log": about.log,
    }


def _distribution(address: str, sha256: str) -> dict[str, Any]:
    """Return a file, by the IRI that the portal's catalogue gives it when it is the portal's."""
    found = _RESOURCE.fullmatch(address)
    checksum = {"@type": "spdx:Checksum", "algorithm": SHA256, "sha256": sha256}
    return {
        **({"@id": found[1]} if found else {}),
        "@type": "dcat:Distribution",
        "downloadURL": address,
        "checksum": checksum,
    }


def _measurement(dataset: str, result: Result) -> dict[str, Any]:
    """Return what a test measured; one that could say nothing has no value."""
    verdict = result.verdict
    value = {} if verdict.passed is None else {"value": verdict.passed}
    return {
        "@type": "dqv:QualityMeasurement",
        "computedOn": dataset,
        "metric": {
            "@id": f"dq:{result.code}",
            "@type": "dqv:Metric",
            "label": result.title(),
            "definition": result.proves(),
            "version": str(result.version),
            "dimension": {
                "@id": f"dq:{result.characteristic}",
                "@type": "dqv:Dimension",
                "label": message(f"characteristic-{result.characteristic}"),
            },
        },
        **value,
        "outcome": OUTCOMES[verdict.passed],
        "threshold": result.threshold,
        "evidence": verdict.sentence(),
        "samples": list(verdict.samples),
        "seen": list(verdict.links),
    }
