"""`donneesqc certificat verifier`: check, without a network, that a certificate is as signed."""

import argparse
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from pipelines.cli.codes import INVALID, VALID
from pipelines.messages import Refusal, message

SUMMARY = "Vérifier, sans réseau, la signature d’un certificat de jeu de référence."
LARGEST = 4 << 20  # octets of a certificate
CERTIFIED = "certifie"
STATES = {
    "brouillon": "certificate-state-draft",
    "soumis": "certificate-state-submitted",
    CERTIFIED: "certificate-state-certified",
    "suspendu": "certificate-state-suspended",
    "revoque": "certificate-state-revoked",
    "expire": "certificate-state-expired",
}


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the verb."""
    parser.add_argument("action", choices=["verifier", "vérifier"], help="ce qu’il faut faire")
    parser.add_argument("fichier", type=Path, help="le certificat (.jsonld)")
    parser.add_argument(
        "--cle",
        "--clé",
        type=Path,
        required=True,
        metavar="CHEMIN",
        help="la clé publique du portail (.pem), obtenue d’une source sûre",
    )


def run(options: argparse.Namespace) -> int:
    """Print what the certificate says; 0 when it certifies today what the key signed, 1 otherwise.

    A draft, a set that is suspended or revoked, and a certificate that is too old certify nothing.
    """
    from pipelines.certification.signing import NotSigned, key_name, verify  # noqa: PLC0415
    from pipelines.report.visible import visible  # noqa: PLC0415 - slow to import

    certificate, key = _read_json(options.fichier), _read(options.cle)
    try:
        name = key_name(key)
    except ValueError as reason:
        raise Refusal("certificate-bad-key", path=str(options.cle)) from reason
    try:
        verify(certificate, key)
    except NotSigned as refusal:
        print(message(f"certificate-{refusal.reason}", path=str(options.fichier)))  # noqa: T201
        return INVALID
    said = _said(certificate)
    wrong = list(_wrong(certificate, said))
    signed_by = message("certificate-signed", key=name)
    lines = [signed_by, message("certificate-says", **said), *wrong]
    if certificate.get("demonstration"):
        lines.append(message("certificate-demonstration"))
    print("\n".join(map(visible, lines)))  # noqa: T201 - the command speaks here
    return INVALID if wrong else VALID


def _wrong(certificate: dict[str, Any], said: dict[str, str | int]) -> Iterator[str]:
    """Yield why a signed certificate certifies nothing today."""
    if certificate.get("state") != CERTIFIED:
        yield message("certificate-not-certified", state=said["state"])
    if _is_expired(certificate):
        yield message("certificate-expired", valid=said["valid"], address=said["address"])


def _is_expired(certificate: dict[str, Any]) -> bool:
    """Tell whether the last day of a certificate is over, UTC; one that says no day has none."""
    try:
        last = date.fromisoformat(str(certificate.get("validUntil", "")))
    except ValueError:
        return True
    return datetime.now(UTC).date() > last


def _said(certificate: dict[str, Any]) -> dict[str, str | int]:
    """Return what a certificate says, in words; whatever its shape, for anybody may sign."""
    target = certificate.get("target")
    target = target if isinstance(target, dict) else {}
    measured = target.get("measurements")
    outcomes = [
        item.get("outcome")
        for item in (measured if isinstance(measured, list) else ())
        if isinstance(item, dict)
    ]
    state = str(certificate.get("state", ""))
    return {
        "title": str(certificate.get("title", "")),
        "dataset": str(target.get("@id", "")),
        "state": message(STATES[state]) if state in STATES else state,
        "issued": str(certificate.get("issued", "")),
        "tested": str(certificate.get("tested", "")),
        "valid": str(certificate.get("validUntil", "")),
        "address": str(certificate.get("@id", "")),
        "passed": outcomes.count("reussi"),
        "failed": outcomes.count("echoue"),
        "unknown": outcomes.count("sans-reponse"),
    }


def _read_json(path: Path) -> dict[str, Any]:
    try:
        certificate = json.loads(_read(path), object_pairs_hook=_each_once)
    except (ValueError, RecursionError) as reason:
        raise Refusal("certificate-unreadable", path=str(path)) from reason
    if not isinstance(certificate, dict):
        raise Refusal("certificate-unreadable", path=str(path))
    return certificate


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object; raises ValueError for a key given twice, which readers read in two ways."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key given twice")
    return found


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as reason:
        from pipelines.fetch.snapshot import file_refusal  # noqa: PLC0415 - slow to import

        raise file_refusal(path, reason) from reason
    if len(content) > LARGEST:
        raise Refusal("certificate-unreadable", path=str(path))
    return content
