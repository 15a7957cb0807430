"""`donneesqc certificat verifier`: check, without a network, that a certificate is as signed."""

import argparse
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from pipelines.cli.codes import INVALID, VALID
from pipelines.messages import Refusal, message
from pipelines.messages.system import said

SUMMARY = "Vérifier, sans réseau, la signature d’un certificat de jeu de référence."
LARGEST = 4 << 20  # octets of a certificate


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
    """Print what the certificate says; 0 when it is signed and valid today, 1 otherwise."""
    from pipelines.certification.signing import NotSigned, key_name, verify  # noqa: PLC0415

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
    expired = _is_expired(certificate)
    print("\n".join(_lines(certificate, name, expired)))  # noqa: T201 - the command speaks here
    return INVALID if expired else VALID


def _is_expired(certificate: dict[str, Any]) -> bool:
    """Tell whether the last day of a certificate is over, UTC; one that says no day has none."""
    try:
        last = date.fromisoformat(str(certificate.get("validUntil", "")))
    except ValueError:
        return True
    return datetime.now(UTC).date() > last


def _lines(certificate: dict[str, Any], key: str, expired: bool) -> list[str]:
    from pipelines.report.visible import visible  # noqa: PLC0415 - slow to import

    target = certificate.get("target") or {}
    results = [item.get("value") for item in certificate.get("measurements") or ()]
    values = {
        "title": str(target.get("title", "")),
        "state": str(certificate.get("state", "")),
        "issued": str(certificate.get("issued", "")),
        "valid": str(certificate.get("validUntil", "")),
        "passed": results.count(True),
        "failed": results.count(False),
        "unknown": results.count(None),
        "key": key,
    }
    lines = [message("certificate-signed", **values), message("certificate-says", **values)]
    if certificate.get("demonstration"):
        lines.append(message("certificate-demonstration"))
    if expired:
        place = str(certificate.get("@id", ""))
        lines.append(message("certificate-expired", valid=values["valid"], address=place))
    return [visible(line) for line in lines]


def _read_json(path: Path) -> dict[str, Any]:
    try:
        certificate = json.loads(_read(path))
    except (ValueError, RecursionError) as reason:
        raise Refusal("certificate-unreadable", path=str(path)) from reason
    if not isinstance(certificate, dict):
        raise Refusal("certificate-unreadable", path=str(path))
    return certificate


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as reason:
        raise Refusal("system-refused", reason=said(reason)) from reason
    if len(content) > LARGEST:
        raise Refusal("certificate-unreadable", path=str(path))
    return content
