"""Say in plain words what an HTTP error means for the reader and what they can do."""

from dataclasses import dataclass

import ckan.plugins.toolkit as tk

FORBIDDEN = (401, 403)
NOT_FOUND = (404, 410)


@dataclass(frozen=True)
class ErrorPage:
    """The words of an error page; `ours` when the fault is the portal's."""

    status: int
    title: str
    advice: str
    ours: bool


def describe_error(code: object) -> ErrorPage:
    """Give the words for an HTTP status; a status that is not a number is an internal error."""
    status = code if isinstance(code, int) else 500
    if status in NOT_FOUND:
        return ErrorPage(
            status,
            tk._("Page not found"),
            tk._("The address may have changed, or the page may have been withdrawn."),
            ours=False,
        )
    if status in FORBIDDEN:
        return ErrorPage(
            status,
            tk._("Access denied"),
            tk._("This page is reserved for people who have been given access to it."),
            ours=False,
        )
    if status < 500:  # noqa: PLR2004 - the HTTP classes
        return ErrorPage(
            status,
            tk._("The request could not be understood"),
            tk._("Go back to the previous page, check what you entered and try again."),
            ours=False,
        )
    return ErrorPage(
        status,
        tk._("The portal has a problem"),
        tk._("The error has been recorded. Try again in a few minutes."),
        ours=True,
    )
