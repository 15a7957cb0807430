"""Send the headers that keep a page from running or loading what is not ours."""

from ckan.types import CKANApp


def protect(app: CKANApp) -> None:
    """Add the security headers to every answer of the portal."""
