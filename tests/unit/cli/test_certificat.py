"""`donneesqc certificat verifier` trusts what the key signed, and nothing else."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rdflib import Graph, Namespace
from rdflib.namespace import DCAT, DCTERMS, SKOS

from pipelines.certification.certificate import Certified, certificate
from pipelines.certification.judge import judge
from pipelines.certification.signing import new_key, public_key, signed
from pipelines.certification.verdict import CHARACTERISTICS
from pipelines.cli.main import main
from tests.unit.certification.subjects import honest

PRIVATE = new_key()
TERMS = {
    "oa": Namespace("http://www.w3.org/ns/oa#"),
    "dqv": Namespace("http://www.w3.org/ns/dqv#"),
    "spdx": Namespace("http://spdx.org/rdf/terms#"),
    "dct": DCTERMS,
    "dcat": DCAT,
    "skos": SKOS,
}
DATASET = "https://portail.example/dataset/1a2b"
FILE = f"{DATASET}/resource/3c4d/download/mrc.csv"
ABOUT = Certified(
    "https://portail.example/reference/mrc/certificat", DATASET, "MRC du Québec", "certifie", True,
    2, ((FILE, "0" * 64), ("https://ailleurs.example/guide.pdf", "1" * 64)),
    datetime(2026, 11, 21, 5, 0, tzinfo=UTC), datetime(2026, 11, 20, 5, 0, tzinfo=UTC),
    datetime.now(UTC).date(), "f" * 64,
)  # fmt: skip
MEASURED = """
SELECT ?metric ?dimension ?value WHERE {
  ?certificate a dqv:QualityCertificate ; oa:hasTarget ?dataset .
  ?dataset a dcat:Dataset ; dqv:hasQualityMeasurement ?measurement .
  ?measurement dqv:computedOn ?dataset ; dqv:isMeasurementOf ?metric ; dct:description ?seen .
  ?metric a dqv:Metric ; dqv:inDimension ?dimension ; skos:definition ?proves .
  OPTIONAL { ?measurement dqv:value ?value }
}"""
CHECKED = """
SELECT ?file ?sha256 WHERE {
  ?dataset dcat:distribution ?file .
  ?file dcat:downloadURL ?address ; spdx:checksum ?sum .
  ?sum a spdx:Checksum ; spdx:checksumValue ?sha256 ;
    spdx:algorithm spdx:checksumAlgorithm_sha256 .
}"""


@pytest.fixture
def paths(tmp_path: Path) -> tuple[Path, Path]:
    """Write a signed certificate and the public key."""
    made = certificate(ABOUT, judge(honest("mrc")))
    return sign(made, tmp_path)


def sign(made: dict, folder: Path) -> tuple[Path, Path]:
    """Write a certificate, signed, and the public key."""
    file, key = folder / "certificat.jsonld", folder / "cle.pem"
    file.write_text(json.dumps(signed(made, PRIVATE, "https://portail.example/cle"), indent=2))
    key.write_bytes(public_key(PRIVATE))
    return file, key


def run(file: Path, key: Path) -> int:
    """Verify a certificate."""
    return main(["certificat", "verifier", str(file), "--cle", str(key)])


def test_a_signed_certificate_is_verified(
    paths: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*paths) == 0
    said = capsys.readouterr().out
    assert "Signature valide" in said
    assert "MRC du Québec" in said
    assert "28 tests réussis" in said
    assert "Certificat de démonstration – MRC du Québec : certifié." in said
    assert "Émis le 21 novembre 2026, après les tests du 20 novembre 2026" in said


@pytest.mark.parametrize("last", ["2026-11-19", "toujours", ""])
def test_an_old_certificate_is_not_relied_on(
    tmp_path: Path, last: str, capsys: pytest.CaptureFixture[str]
) -> None:
    made = {**certificate(ABOUT, judge(honest("mrc"))), "validUntil": last}
    assert run(*sign(made, tmp_path)) == 1
    said = capsys.readouterr().out
    assert "Signature valide" in said
    assert "n’est plus valable" in said
    assert ABOUT.address in said


@pytest.mark.parametrize(
    ("state", "word"),
    [("brouillon", "brouillon"), ("suspendu", "suspendu"), ("revoque", "révoqué"), ("x", "x")],
)
def test_what_is_not_certified_is_not_relied_on(
    tmp_path: Path, state: str, word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    made = certificate(replace(ABOUT, state=state), judge(honest("mrc")))
    assert run(*sign(made, tmp_path)) == 1
    assert f"ne certifie rien : l’état du jeu est « {word} »" in capsys.readouterr().out


@pytest.mark.parametrize(
    "strange", [{"target": []}, {"target": {"measurements": [1, None]}}, {"state": None}, {}]
)
def test_whatever_the_key_signed_is_said_without_a_crash(
    tmp_path: Path, strange: dict, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*sign(strange, tmp_path)) == 1
    assert "Signature valide" in capsys.readouterr().out


def test_the_same_certificate_written_otherwise_is_the_same(paths: tuple[Path, Path]) -> None:
    file, key = paths
    said = json.loads(file.read_text())
    for ascii_alone, indent in ((True, None), (False, 4)):
        turned = json.dumps(dict(reversed(said.items())), ensure_ascii=ascii_alone, indent=indent)
        file.write_text(turned, encoding="utf-8")
        assert run(file, key) == 0


def test_a_key_given_twice_is_refused(
    paths: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """Some readers would keep the first, ours the last: nobody signs two answers."""
    file, key = paths
    text = file.read_text()
    for twice in (
        text.replace('"state": "certifie"', '"state": "revoque", "state": "certifie"', 1),
        text.replace('"outcome": "reussi"', '"outcome": "echoue", "outcome": "reussi"', 1),
    ):
        assert twice != text
        file.write_text(twice)
        assert run(file, key) == 3
        assert "n’est pas un certificat" in capsys.readouterr().err


def test_the_private_key_is_no_public_key(paths: tuple[Path, Path]) -> None:
    file, key = paths
    key.write_bytes(PRIVATE)
    assert run(file, key) == 2


def test_a_change_is_seen(paths: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    file, key = paths
    file.write_text(file.read_text().replace('"value": true', '"value": false', 1))
    assert run(file, key) == 1
    assert "a été modifié" in capsys.readouterr().out


def test_another_key_is_said(paths: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    file, key = paths
    key.write_bytes(public_key(new_key()))
    assert run(file, key) == 1
    assert "une autre clé" in capsys.readouterr().out


@pytest.mark.parametrize("content", ["", "{", "[]", "[" * 100_000, '"texte"', "null"])
def test_what_is_no_certificate_is_refused(
    paths: tuple[Path, Path], content: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file, key = paths
    file.write_text(content)
    assert run(file, key) == 3
    assert "n’est pas un certificat" in capsys.readouterr().err


def test_a_key_that_is_none_and_files_that_are_not_there_are_said(
    paths: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    file, key = paths
    assert run(file, file) == 2
    assert "/certification/cle.pem" in capsys.readouterr().err
    assert run(file.with_name("rien"), key) == 3
    assert run(file, key.with_name("rien")) == 3


def test_a_certificate_is_json_ld_of_known_terms() -> None:
    made = certificate(ABOUT, judge(honest("mrc")))
    assert {key for key in made if not key.startswith("@")} <= {*made["@context"]}
    for item in made["target"]["measurements"]:
        assert {key for key in item if not key.startswith("@")} <= {*made["@context"]}


def graph() -> Graph:
    """Return a certificate, signed, as the graph that machines read."""
    made = signed(certificate(ABOUT, judge(honest("mrc"))), PRIVATE, "https://portail.example/cle")
    return Graph().parse(data=json.dumps(made), format="json-ld")


def test_measurements_are_of_the_dataset_by_a_metric_of_a_dimension() -> None:
    results = judge(honest("mrc"))
    rows = list(graph().query(MEASURED, initNs=TERMS))
    assert len(rows) == len(results)
    assert sum(row.value is None for row in rows) == sum(
        item.verdict.passed is None for item in results
    )
    assert len({row.dimension for row in rows}) == len(CHARACTERISTICS)


def test_files_are_those_of_the_catalogue_with_their_checksum() -> None:
    found = {str(row.file): str(row.sha256) for row in graph().query(CHECKED, initNs=TERMS)}
    assert found.pop(f"{DATASET}/resource/3c4d") == "0" * 64
    assert len(found) == 1


def test_a_demonstration_is_called_one_and_nothing_else_is() -> None:
    made = certificate(replace(ABOUT, demonstration=False), ())
    assert made["title"] == "Certificat de données ouvertes de référence – MRC du Québec"
