"""An upload that is cut, at any place, is taken up where it was; a wrong token sends nothing."""

import hashlib
import os
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from embedded.credentials import token_file
from embedded.settings import Settings

from tests.command import COMMAND, command_environment
from tests.stack.portal import action

NAME = "depot-coupe"
ROWS = 300_000
PART = 1_000_000


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file of several parts."""
    path = tmp_path_factory.mktemp("depot") / "grand.csv"
    lines = (f"{rank},Établissement {rank % 700},{rank / 4}" for rank in range(ROWS))
    path.write_text("\n".join(["id,nom,montant", *lines]) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def dataset(stack: Settings) -> Iterator[str]:
    """Give a dataset of its own, deleted afterwards."""
    organization = action(stack, "organization_list_for_user", permission="create_dataset")[0]
    made = action(
        stack,
        "package_create",
        name=f"{NAME}-{os.urandom(4).hex()}",
        title="Dépôt coupé",
        notes="Données fictives d’essai.",
        owner_org=organization["id"],
        extras_organisation_principale="gouvernement-du-quebec",
        license_id="cc-by",
        update_frequency="annual",
        ext_spatial="province-quebec",
        language="FR",
        donnees_fictives="true",
    )
    yield made["name"]
    action(stack, "package_delete", id=made["id"])


@pytest.mark.parametrize("share", [0.10, 0.50, 0.99])
def test_an_upload_cut_anywhere_goes_on_from_there(
    stack: Settings, table: Path, dataset: str, tmp_path: Path, share: float
) -> None:
    octets = table.read_bytes()
    sent = int(len(octets) * share)
    deposit = action(
        stack,
        "donneesqc_deposit_create",
        dataset=dataset,
        file_name=table.name,
        size=len(octets),
        sha256=hashlib.sha256(octets).hexdigest(),
    )
    for start in range(0, sent, PART):
        part = octets[start : min(start + PART, sent)]
        _send(stack, deposit["id"], start, part, cut=start + PART >= sent)
    done = _publish(stack, table, dataset, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "version 1" in done.stdout
    versions = action(stack, "donneesqc_version_list", dataset=dataset)["results"]
    assert [(item["number"], item["rows"]) for item in versions] == [(1, ROWS)]
    listed = action(stack, "donneesqc_deposit_list", dataset=dataset)["results"]
    assert [item["state"] for item in listed] == ["live"]
    again = _publish(stack, table, dataset, tmp_path)
    assert (again.returncode, "Inchangé" in again.stdout) == (0, True)


@pytest.mark.parametrize("kind", ["wrong", "revoked"])
def test_a_token_that_is_no_good_sends_nothing_and_is_told(
    stack: Settings, table: Path, dataset: str, tmp_path: Path, kind: str
) -> None:
    token = "x" * 40 if kind == "wrong" else _revoked(stack)
    done = _publish(stack, table, dataset, tmp_path, DONNEESQC_JETON=token)
    assert done.returncode == 3, done.stdout
    assert "jeton" in done.stderr
    assert token not in done.stdout + done.stderr
    assert action(stack, "donneesqc_deposit_list", dataset=dataset)["count"] == 0


def test_no_log_has_a_token(stack: Settings) -> None:
    token = token_file(stack).read_text(encoding="utf-8").strip()
    for path in stack.log.rglob("*"):
        if path.is_file():
            assert token.encode() not in path.read_bytes(), path


def _publish(
    stack: Settings, table: Path, dataset: str, folder: Path, **env: str
) -> "subprocess.CompletedProcess[str]":
    known = {**command_environment(stack, folder), **env}
    words = [COMMAND, "publier", table, "--jeu", dataset, "--oui"]
    return subprocess.run(
        words, env=known, capture_output=True, encoding="utf-8", timeout=300, check=False
    )


def _send(stack: Settings, deposit: str, offset: int, part: bytes, cut: bool) -> None:
    """Send a part over a bare connection, which is closed in the middle of it when `cut`."""
    place = urlsplit(stack.portal)
    token = token_file(stack).read_text(encoding="utf-8").strip()
    head = "".join(
        f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in (("id", deposit), ("offset", offset))
    )
    head += '--b\r\nContent-Disposition: form-data; name="upload"; filename="part"\r\n\r\n'
    body = head.encode() + part + b"\r\n--b--\r\n"
    lines = [
        "POST /api/3/action/donneesqc_deposit_part_add HTTP/1.1",
        f"Host: {place.netloc}",
        f"Authorization: {token}",
        "Content-Type: multipart/form-data; boundary=b",
        f"Content-Length: {len(body)}",
        "Connection: close",
    ]
    with socket.create_connection((place.hostname, place.port), timeout=60) as link:
        link.sendall("\r\n".join([*lines, "", ""]).encode())
        link.sendall(body[: len(head) + len(part) // 2] if cut else body)
        if not cut:
            answer = b"".join(iter(lambda: link.recv(65536), b""))
            assert b" 200 " in answer.split(b"\r\n")[0], answer


def _revoked(stack: Settings) -> str:
    made = action(stack, "api_token_create", user="pipeline", name="essai-revoque")["token"]
    action(stack, "api_token_revoke", token=made)
    return made
