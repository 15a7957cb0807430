"""Template helpers of the room `catalogue`; every name of ours starts with `dq_`."""

import datetime as dt
from collections.abc import Callable
from typing import cast

import ckan.plugins.toolkit as tk
from ckanext.donneesqc.catalogue import csp, navigation, typography
from ckanext.donneesqc.catalogue.citation import Citation, cite
from ckanext.donneesqc.catalogue.errors import ErrorPage, describe_error
from ckanext.donneesqc.catalogue.facets import frequency_label
from ckanext.donneesqc.catalogue.home import Home, icon_of, look_around
from ckanext.donneesqc.catalogue.provenance import Origin, list_origins
from ckanext.donneesqc.catalogue.search import is_widened
from ckanext.donneesqc.catalogue.structured import structured_data
from ckanext.donneesqc.catalogue.territories import territory_label
from flask import g
from markupsafe import Markup

__all__ = [
    "dq_category_icon",
    "dq_citation",
    "dq_date",
    "dq_error",
    "dq_frequency",
    "dq_home",
    "dq_icon",
    "dq_is_fictional",
    "dq_is_official",
    "dq_lang",
    "dq_moment",
    "dq_navigation",
    "dq_number",
    "dq_origins",
    "dq_page_may_evaluate",
    "dq_size",
    "dq_territory_label",
    "dq_widened",
    "render_datetime",
    "structured_data",
]

ICON = (
    '<svg class="dq-icon dq-icon--{name}" aria-hidden="true" focusable="false">'
    '<use href="{sheet}#{name}"></use></svg>'
)


def dq_icon(name: str, sheet: str = "icons") -> Markup:
    """Draw a symbol of `images/<sheet>.svg`, hidden from screen readers."""
    address = tk.h.url_for_static(f"/donneesqc/images/{sheet}.svg")
    return Markup(ICON).format(name=name, sheet=address)  # noqa: S704 - a constant, escaped values


def dq_navigation() -> list[navigation.Item]:
    """List the links of the main navigation, the reader's section marked."""
    return navigation.list_items()


def dq_home(search_facets: dict[str, dict] | None) -> Home:
    """Gather what the home page shows besides the search."""
    return look_around(search_facets or {})


def dq_category_icon(category: str) -> str:
    """Name the symbol of a category."""
    return icon_of(category)


def dq_citation(package: dict) -> Citation:
    """Gather what the « Citer » block of a dataset says."""
    return cite(package)


def dq_origins(package: dict) -> list[Origin]:
    """List where a dataset's publications came from, newest first."""
    return list_origins(package, _locale())


def dq_frequency(code: str) -> str:
    """Write an update frequency in words: « Semestriel »."""
    return frequency_label(code)


def dq_error(code: object) -> ErrorPage:
    """Say what happened and what to do, for an HTTP status (CKAN gives 500 as a list)."""
    # The sheets that the failed page had already asked for would not be asked for again.
    g.pop("_webassets", None)
    return describe_error(code)


def dq_is_official() -> bool:
    """Say whether the operators declared this portal an official site (`donneesqc.official`)."""
    return tk.asbool(tk.config["donneesqc.official"])


def dq_is_fictional(package: dict[str, object]) -> bool:
    """Say whether a dataset is marked « données fictives »: never shown as real."""
    return str(package.get("donnees_fictives", "")).lower() == "true"


def dq_territory_label(slug: str) -> str:
    """Name the territory of an `ext_spatial` slug in the reader's language."""
    return territory_label(slug, _locale())


def dq_widened() -> bool:
    """Say whether the list at hand has datasets with some of the reader's words only."""
    return is_widened()


def dq_page_may_evaluate() -> bool:
    """Say whether the page's policy lets htmx evaluate code written in attributes."""
    return csp.policy_of(tk.request.endpoint).allows_evaluation


def dq_lang() -> Markup:
    """Mark what the portal holds in French, such as a title, on a page in another language.

    Source: WCAG 2.1, 3.1.2, language of parts.
    """
    return Markup("") if _locale() == typography.FRENCH else Markup(' lang="fr"')


def dq_number(value: float) -> str:
    """Write a number as the reader's language does: « 12 345 »."""
    return typography.write_number(value, _locale())


def dq_date(value: dt.datetime | str | None) -> str:
    """Write a day as the OQLF asks: « 1er avril 2024 »; text that is no date stays as it is."""
    moment = _as_moment(value)
    return typography.write_day(moment, _locale()) if moment else str(value or "")


def dq_moment(value: dt.datetime | str | None) -> str:
    """Write a day and its hour, in the portal's time zone: « 21 novembre 2026 à 9 h 05 »."""
    moment = _as_moment(value)
    return typography.write_moment(moment, _locale()) if moment else str(value or "")


def dq_size(octets: float | str | None) -> str:
    """Write a file's size in octets with the SI prefix that keeps it short: « 766 ko »."""
    return typography.write_size(float(octets), _locale()) if octets else ""


@tk.chained_helper
def render_datetime(
    next_helper: Callable[..., str],
    datetime_: dt.datetime | str | None,
    date_format: str | None = None,
    with_hours: bool = False,
    with_seconds: bool = False,
) -> str:
    """Write CKAN's own dates as ours; a format asked for is CKAN's business."""
    moment = _as_moment(datetime_)
    if date_format or with_seconds or not moment:
        return next_helper(datetime_, date_format, with_hours, with_seconds)
    return dq_moment(moment) if with_hours else dq_date(moment)


def _as_moment(value: dt.datetime | str | None) -> dt.datetime | None:
    """Read a time; CKAN keeps its own in UTC without saying so. A day alone stays that day."""
    if isinstance(value, str):
        try:
            value = dt.datetime.fromisoformat(value)
        except ValueError:
            return None
    if value is None or value.time() == dt.time():
        return value
    aware = value if value.tzinfo else value.replace(tzinfo=dt.UTC)
    return aware.astimezone(tk.h.get_display_timezone())


def _locale() -> str:
    return cast(str, tk.h.lang())
