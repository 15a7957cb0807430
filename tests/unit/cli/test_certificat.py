"""`donneesqc certificat verifier` trusts what the key signed, and nothing else."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipelines.certification.certificate import Certified, certificate
from pipelines.certification.judge import judge
from pipelines.certification.signing import new_key, public_key, signed
from pipelines.cli.main import main
from tests.unit.certification.subjects import honest

PRIVATE = new_key()
ABOUT = Certified(
    "https://portail.example/reference/mrc/certificat", "https://portail.example/dataset/mrc",
    "MRC du Québec", "certifie", True, 2, (("https://portail.example/mrc.csv", "0" * 64),),
    datetime(2026, 11, 20, 5, 0, tzinfo=UTC), datetime.now(UTC).date(), "f" * 64,
)  # fmt: skip


@pytest.fixture
def paths(tmp_path: Path) -> tuple[Path, Path]:
    """Write a signed certificate and the public key."""
    made = certificate(ABOUT, judge(honest("mrc")))
    file, key = tmp_path / "certificat.jsonld", tmp_path / "cle.pem"
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
    assert "démonstration" in said


@pytest.mark.parametrize("last", ["2026-11-19", "toujours", ""])
def test_an_old_certificate_is_not_relied_on(
    tmp_path: Path, last: str, capsys: pytest.CaptureFixture[str]
) -> None:
    made = {**certificate(ABOUT, judge(honest("mrc"))), "validUntil": last}
    file, key = tmp_path / "certificat.jsonld", tmp_path / "cle.pem"
    file.write_text(json.dumps(signed(made, PRIVATE, "https://portail.example/cle")))
    key.write_bytes(public_key(PRIVATE))
    assert run(file, key) == 1
    said = capsys.readouterr().out
    assert "Signature valide" in said
    assert "n’est plus valable" in said
    assert ABOUT.address in said


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
    for item in made["measurements"]:
        assert {key for key in item if not key.startswith("@")} <= {*made["@context"]}
