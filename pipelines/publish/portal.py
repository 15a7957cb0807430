"""Call the actions of a CKAN portal.

The usual client, ckanapi, brings docopt, which has no wheel: a respondent's install must need none
but wheels, and httpx is already here.
"""

import io
import os
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import httpx
import truststore

from pipelines.fetch.snapshot import file_refusal
from pipelines.messages import Refusal, catalogue

TIMEOUT = httpx.Timeout(300.0, connect=15.0)
BAD_REQUEST, NOT_FOUND, DENIED = 400, 404, (401, 403)
NO_ACTIONS = (NOT_FOUND, 405)  # of a site that isn't CKAN
AWAY = (429, 502, 503, 504)
BUSY = (500, *AWAY)  # may answer better later
UNSAID = ("__type", "code", "received")
ADDRESS, TOKEN, TOKEN_FILE = "DONNEESQC_PORTAL", "DONNEESQC_JETON", "DONNEESQC_TOKEN_FILE"  # noqa: S105 - names of variables


class PortalRefusal(Refusal):
    """Carry what the portal answered: its HTTP status and the facts of its error.

    `said` is the code of our catalogue by which the portal names its reason, "" when it has none.
    """

    def __init__(self, code: str, status: int, error: dict, **values: str | int) -> None:
        super().__init__(code, **values)
        self.status = status
        self.error = error

    @property
    def said(self) -> str:
        """Return the portal's own code."""
        return _said(self.error.get("code", ""))

    def number(self, name: str) -> int | None:
        """Return a number among the error's facts, alone or in a list."""
        fact = _said(self.error.get(name, ""))
        return int(fact) if fact.isdecimal() else None


@dataclass(frozen=True)
class Upload:
    """Name a local file to send along and what the portal should call it."""

    path: Path
    name: str
    media_type: str

    def open(self) -> BinaryIO:
        """Open the bytes to send."""
        return self.path.open("rb")


@dataclass(frozen=True)
class Part:
    """Hold some bytes of a file to send; `told` is given how many of them are gone so far."""

    content: bytes
    name: str
    told: Callable[[int], None] = lambda _: None
    media_type: str = "application/octet-stream"

    def open(self) -> BinaryIO:
        """Open the bytes to send."""
        return _Told(self.content, self.told)


class _Told(io.BytesIO):
    """Tell how many bytes were read."""

    def __init__(self, content: bytes, told: Callable[[int], None]) -> None:
        super().__init__(content)
        self._told = told

    def read(self, size: int | None = -1, /) -> bytes:
        read = super().read(size)
        self._told(self.tell())
        return read


@dataclass(frozen=True)
class Portal:
    """Speak to one portal with one token; `address` has no slash at its end."""

    address: str
    client: httpx.Client

    def call(self, action: str, data: dict, upload: Upload | Part | None = None) -> dict:
        """Return the result of an action.

        Raises Refusal when the portal doesn't answer; PortalRefusal with the portal's own reason
        when it refuses.
        """
        return self._result(action, self._post(action, data, upload))

    def find(self, action: str, name: str) -> dict | None:
        """Return what a `_show` action shows of `name`, or None when there is none."""
        answer = self._post(action, {"id": name}, None)
        if answer.status_code == NOT_FOUND:
            return None
        return self._result(action, answer)

    def _result(self, action: str, answer: httpx.Response) -> dict:
        if answer.is_error:
            raise _refusal(self.address, action, answer)
        try:
            return answer.json()["result"]
        except (ValueError, KeyError, TypeError) as reason:
            raise Refusal("portal-not-ckan", portal=self.address) from reason

    def _post(self, action: str, data: dict, upload: Upload | Part | None) -> httpx.Response:
        url = f"{self.address}/api/3/action/{action}"
        try:
            if upload is None:
                return self.client.post(url, json=data)
            with upload.open() as file:
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


def _refusal(address: str, action: str, answer: httpx.Response) -> Refusal:
    """Say why the portal refuses: by its own code when it names one of ours, else in its words."""
    status, error = answer.status_code, _error(answer)
    if status in DENIED:
        return PortalRefusal("portal-denied", status, error, action=action)
    if status == BAD_REQUEST and action in answer.text and not error:
        return PortalRefusal("portal-no-action", status, error, portal=address, action=action)
    if status in NO_ACTIONS and not error:
        return PortalRefusal("portal-not-ckan", status, error, portal=address)
    if "code" in error:
        return PortalRefusal("portal-said", status, error, reason=_reason(error))
    reason = _reason(error) or f"HTTP {status}"
    return PortalRefusal("portal-refused", status, error, action=action, reason=reason)


def _error(answer: httpx.Response) -> dict:
    try:
        error = answer.json()["error"]
    except (ValueError, KeyError, TypeError):
        return {}
    return error if isinstance(error, dict) else {"message": error}


def _reason(error: dict) -> str:
    """Return the portal's sentence; failing that, ours for its code."""
    if "message" in error:
        return _said(error["message"])
    facts = {key: _said(value) for key, value in error.items() if key not in UNSAID}
    if "code" not in error:
        return "; ".join(f"{key}: {value}" for key, value in facts.items())
    code = _said(error["code"])
    ours = catalogue().get(code, {}).get("fr", "")
    return ours if ours and "{" not in ours else " ".join(facts.values()) or code


def _said(value: object) -> str:
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)
