"""Ask for pages as an account does, apart from the request in whose midst a test is."""

from contextvars import Context
from typing import Protocol

from ckan.model.types import make_uuid
from ckan.tests.helpers import CKANTestApp


class Caller(Protocol):
    """What does actions by somebody."""

    def call(self, action: str, /, account: str = "", **data: object) -> dict:
        """Return the result of an action done by an account."""
        ...


class Reader:
    """An account, or nobody, in front of the portal; redirections are not followed."""

    def __init__(self, app: CKANTestApp, world: Caller, account: str = "") -> None:
        self.app = app
        self.headers = {}
        if account:
            named = {"user": account, "name": f"essai-{make_uuid()}"}
            token = world.call("api_token_create", account, **named)["token"]
            self.headers = {"Authorization": token}

    def get(self, address: str, **headers: str):
        """Ask for a page."""
        return self._ask("GET", address, headers)

    def head(self, address: str):
        """Ask for a page's headers."""
        return self._ask("HEAD", address, {})

    def post(self, address: str, **fields: object):
        """Send a form."""
        return self._ask("POST", address, {}, data=fields)

    def _ask(self, method: str, address: str, headers: dict, **more: object):
        # Flask would share who is logged in with the request that goes on.
        client = self.app.test_client()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        asked = {"method": method, "headers": {**self.headers, **named}, **more}
        return Context().run(client.open, address, **asked, follow_redirects=False)
