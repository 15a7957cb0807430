"""Serve the answers of live services to the portal's nginx, which alone reaches this process.

`gunicorn pipelines.geo.services.wsgi:application`. It has no account, no database and no secret:
the portal has said that who asks may see the map before nginx asks here. `DONNEESQC_MAPS`: the
folder of maps.
"""

import os
from collections.abc import Callable, Iterable
from http import HTTPStatus
from pathlib import Path
from urllib.parse import parse_qs

from pipelines.geo.services.relay import OK, open_relay

Headers = list[tuple[str, str]]


relay = open_relay(Path(os.environ["DONNEESQC_MAPS"]))


def application(environ: dict, start_response: Callable[[str, Headers], object]) -> Iterable[bytes]:
    """Answer one question."""
    said = parse_qs(environ.get("QUERY_STRING", ""))
    template, language = (said.get(name, [""])[0] for name in ("gabarit", "langue"))
    told = relay.tell(environ["PATH_INFO"], template, "en" if language == "en" else "fr")
    status = HTTPStatus(told.status)
    headers = [
        ("Content-Type", told.media),
        ("Content-Length", str(len(told.content))),
        *([] if told.status == OK else [("Cache-Control", "no-store")]),
    ]
    start_response(f"{status.value} {status.phrase}", headers)
    return [told.content]
