"""Call the actions of a CKAN portal.

The usual client, ckanapi, brings docopt, which has no wheel: a respondent's install must need none
but wheels, and httpx is already here.
"""

import os
import ssl
from dataclasses import dataclass
from pathlib import Path

import httpx
import truststore

from pipelines.fetch.snapshot import file_refusal
from pipelines.messages import Refusal

TIMEOUT = httpx.Timeout(300.0, connect=15.0)
NOT_FOUND, DENIED = 404, (401, 403)
ADDRESS, TOKEN, TOKEN_FILE = "DONNEESQC_PORTAL", "DONNEESQC_JETON", "DONNEESQC_TOKEN_FILE"  # noqa: S105 - names of variables


@dataclass(frozen=True)
class Upload:
    """Name a local file to send along and what the portal should call it."""

    path: Path
    name: str
    media_type: str


@dataclass(frozen=True)
class Portal:
    """Speak to one portal with one token; `address` has no slash at its end."""

    address: str
    client: httpx.Client

    def call(self, action: str, data: dict, upload: Upload | None = None) -> dict:
        """Return the result of an action.

        Raises Refusal when the portal doesn't answer or refuses, with the portal's own reason.
        """
        return self._result(action, self._post(action, data, upload))

    def find(self, action: str, name: str) -> dict | None:
        """Return what a `_show` action shows of `name`, or None when there is none."""
        answer = self._post(action, {"id": name}, None)
        if answer.status_code == NOT_FOUND:
            return None
        return self._result(action, answer)

    def _result(self, action: str, answer: httpx.Response) -> dict:
        if answer.status_code in DENIED:
            raise Refusal("portal-denied", action=action)
        if answer.is_error:
            raise Refusal("portal-refused", action=action, reason=_reason(answer))
        try:
            return answer.json()["result"]
        except (ValueError, KeyError, TypeError) as reason:
            raise Refusal("portal-not-ckan", portal=self.address) from reason

    def _post(self, action: str, data: dict, upload: Upload | None) -> httpx.Response:
        url = f"{self.address}/api/3/action/{action}"
        try:
            if upload is None:
                return self.client.post(url, json=data)
            with upload.path.open("rb") as file:
                part = {"upload": (upload.name, file, upload.media_type)}
                return self.client.post(url, data=data, files=part)
        except (httpx.HTTPError, httpx.InvalidURL) as reason:
            raise Refusal("portal-unreachable", portal=self.address) from reason


def open_portal(address: str = "", token: str = "") -> Portal:
    """Open the portal given, or the one of the environment; raises Refusal without a token.

    The token is DONNEESQC_JETON or the content of the file that DONNEESQC_TOKEN_FILE names.
    """
    address = (address or os.environ.get(ADDRESS, "")).rstrip("/")
    token = token or os.environ.get(TOKEN, "").strip() or _token_of_file()
    if not token:
        raise Refusal("portal-no-token")
    if not token.isascii() or not token.isprintable():
        raise Refusal("portal-bad-token")
    if not address:
        raise Refusal("portal-no-address")
    client = httpx.Client(
        headers={"Authorization": token},
        timeout=TIMEOUT,
        verify=truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
    )
    return Portal(address, client)


def _token_of_file() -> str:
    path = os.environ.get(TOKEN_FILE)
    if not path:
        return ""
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as reason:
        raise file_refusal(Path(path), reason) from reason
    except UnicodeDecodeError as reason:
        raise Refusal("portal-bad-token") from reason


def _reason(answer: httpx.Response) -> str:
    try:
        error = answer.json()["error"]
    except (ValueError, KeyError, TypeError):
        return f"HTTP {answer.status_code}"
    if not isinstance(error, dict):
        return str(error)
    if "message" in error:
        return str(error["message"])
    return "; ".join(f"{key}: {_said(value)}" for key, value in error.items() if key != "__type")


def _said(value: object) -> str:
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)
