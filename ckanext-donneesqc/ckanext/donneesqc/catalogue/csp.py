"""Send the headers that keep a page from running or loading what is not ours.

Every answer gets the strict policy; an endpoint named in `csp_exceptions.yaml` gets the strict
policy plus what that file allows it, and the file says which template of CKAN needs it.
"""

import functools
import importlib.resources
from dataclasses import dataclass

import ckan.plugins.toolkit as tk
import yaml
from ckan.types import CKANApp, Response

ROOM = "ckanext.donneesqc.catalogue"
STRICT: dict[str, tuple[str, ...]] = {
    "default-src": ("'none'",),
    "script-src": ("'self'",),
    "style-src": ("'self'",),
    "img-src": (
        "'self'",
        "data:",
    ),  # Bootstrap's sheet draws its small symbols from data: addresses
    "font-src": ("'self'",),
    "connect-src": ("'self'",),
    "frame-src": ("'self'",),
    "manifest-src": ("'self'",),
    "worker-src": ("'self'",),
    "form-action": ("'self'",),
    "base-uri": ("'none'",),
    "frame-ancestors": ("'self'",),
    "object-src": ("'none'",),
}
# A map, an entity's preview are shown in the pages of other sites too: they have no form, and no
# cookie goes there.
FRAMED = frozenset({"donneesqc_geo.embedded", "donneesqc_reconciliation.preview"})
ANYWHERE = "*"
# A published file is shown as it is: whatever it holds, nothing in it runs on the portal's address.
FILES = frozenset({"dataset_resource.download", "resource.download"})
OTHER_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@dataclass(frozen=True)
class Allowance:
    """What one template of CKAN needs beyond the strict policy, and on which endpoints."""

    template: str
    why: str
    endpoints: tuple[str, ...]
    allow: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Policy:
    """A Content-Security-Policy: its directives, in the order they are sent."""

    directives: dict[str, tuple[str, ...]]

    @property
    def header(self) -> str:
        """Write the policy as the header's value."""
        return "; ".join(f"{name} {' '.join(sources)}" for name, sources in self.directives.items())

    @property
    def allows_framing(self) -> bool:
        """Say whether any site may show the page inside its own."""
        return ANYWHERE in self.directives["frame-ancestors"]

    @property
    def allows_evaluation(self) -> bool:
        """Say whether code held in text may run."""
        return "'unsafe-eval'" in self.directives["script-src"]


@functools.cache
def read_exceptions() -> tuple[Allowance, ...]:
    """Read `csp_exceptions.yaml`, the one list of what is not under the strict policy."""
    text = importlib.resources.files(ROOM).joinpath("csp_exceptions.yaml").read_text("utf-8")
    return tuple(
        Allowance(
            entry["template"],
            entry["why"],
            tuple(entry["endpoints"]),
            {name: tuple(sources) for name, sources in entry["allow"].items()},
        )
        for entry in yaml.safe_load(text)
    )


@functools.cache
def policy_of(endpoint: str | None) -> Policy:
    """Give the policy of a Flask endpoint; one without a name (an error) gets the strict one."""
    directives = dict(STRICT)
    if endpoint in FILES:
        return Policy({**directives, "script-src": ("'none'",)})
    if endpoint in FRAMED:
        return Policy({**directives, "frame-ancestors": (ANYWHERE,)})
    for allowance in read_exceptions():
        if endpoint in allowance.endpoints:
            for name, sources in allowance.allow.items():
                directives[name] += tuple(s for s in sources if s not in directives[name])
    return Policy(directives)


def protect(app: CKANApp) -> None:
    """Add the security headers to every answer of the portal."""
    app.after_request(_add_headers)


def _add_headers(response: Response) -> Response:
    policy = policy_of(tk.request.endpoint)
    response.headers["Content-Security-Policy"] = policy.header
    for name, value in OTHER_HEADERS.items():
        response.headers.setdefault(name, value)
    if policy.allows_framing:
        del response.headers["X-Frame-Options"]
    return response
