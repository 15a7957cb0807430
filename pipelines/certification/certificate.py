"""A certificate as data: JSON-LD in the words of DQV and DCAT, ready to be signed.

Source: W3C Data Quality Vocabulary (2016), DCAT 3 (2024), SPDX checksums.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pipelines.certification.judge import Result

CONTEXT: Mapping[str, Any] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "dqv": "http://www.w3.org/ns/dqv#",
    "oa": "http://www.w3.org/ns/oa#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dq": "https://www.donneesquebec.ca/ns/certification#",
    "issued": {"@id": "dct:issued", "@type": "xsd:dateTime"},
    "validUntil": {"@id": "dct:valid", "@type": "xsd:date"},
    "target": {"@id": "oa:hasTarget"},
    "title": {"@id": "dct:title", "@language": "fr"},
    "state": "dq:state",
    "demonstration": "dq:demonstration",
    "version": "dcat:version",
    "distribution": {"@id": "dcat:distribution", "@container": "@set"},
    "accessURL": {"@id": "dcat:accessURL", "@type": "@id"},
    "sha256": "spdx:checksumValue",
    "measurements": {"@id": "dqv:hasQualityMeasurement", "@container": "@set"},
    "metric": {"@id": "dqv:isMeasurementOf", "@type": "@id"},
    "dimension": {"@id": "dqv:inDimension", "@type": "@id"},
    "value": "dqv:value",
    "evidence": {"@id": "dct:description", "@language": "fr"},
    "samples": {"@id": "dq:sample", "@container": "@list"},
    "seen": {"@id": "dct:source", "@type": "@id", "@container": "@set"},
    "threshold": "dq:threshold",
    "rule": "dcat:version",
    "log": "dq:logHash",
    "proof": "dq:proof",
    "proofValue": "dq:proofValue",
    "verificationMethod": "dq:verificationMethod",
}


@dataclass(frozen=True)
class Certified:
    """What a certificate is about; `log`: the hash of the last entry of the public log."""

    address: str
    dataset: str
    title: str
    state: str
    demonstration: bool
    version: int
    files: tuple[tuple[str, str], ...]
    issued: datetime
    valid_until: date
    log: str


def certificate(about: Certified, results: Iterable[Result]) -> dict[str, Any]:
    """Return a certificate, without its proof; every test is in it, those that failed too."""
    return {
        "@context": dict(CONTEXT),
        "@type": ["dqv:QualityCertificate", "dq:Certificate"],
        "@id": about.address,
        "state": about.state,
        "demonstration": about.demonstration,
        "issued": about.issued.isoformat(timespec="seconds"),
        "validUntil": about.valid_until.isoformat(),
        "target": {
            "@id": about.dataset,
            "@type": "dcat:Dataset",
            "title": about.title,
            "version": str(about.version),
            "distribution": [
                {"@type": "dcat:Distribution", "accessURL": address, "sha256": sha256}
                for address, sha256 in about.files
            ],
        },
        "measurements": [_measurement(result) for result in results],
        "log": about.log,
    }


def _measurement(result: Result) -> dict[str, Any]:
    verdict = result.verdict
    return {
        "@type": "dqv:QualityMeasurement",
        "metric": f"dq:{result.code}",
        "dimension": f"dq:{result.characteristic}",
        "title": result.title(),
        "value": verdict.passed,
        "threshold": result.threshold,
        "rule": str(result.version),
        "evidence": verdict.sentence(),
        "samples": list(verdict.samples),
        "seen": list(verdict.links),
    }
