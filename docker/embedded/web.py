"""Ask our own services over HTTP."""

import json
import urllib.error
import urllib.request
from http import HTTPStatus

JSON = dict | list | str | int | float | bool | None


def answers(address: str, timeout: float = 10) -> bool:
    """Tell whether an address answers with success."""
    try:
        with urllib.request.urlopen(address, timeout=timeout) as response:  # noqa: S310 - loopback
            return response.status == HTTPStatus.OK
    except (OSError, urllib.error.URLError):
        return False


def call(address: str, *, token: str = "", body: JSON = None, method: str = "") -> dict:
    """Send JSON, receive JSON; raises urllib.error.HTTPError when refused."""
    data = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if token:
        headers["Authorization"] = token
    verb = method or ("GET" if data is None else "POST")
    request = urllib.request.Request(address, data, headers, method=verb)  # noqa: S310 - loopback
    with urllib.request.urlopen(request, timeout=60) as response:  # noqa: S310
        return json.loads(response.read() or b"{}")
