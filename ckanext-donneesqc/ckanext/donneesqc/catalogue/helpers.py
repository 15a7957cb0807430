"""Template helpers of the room `catalogue`; every name of ours starts with `dq_`."""

import datetime as dt
import re
from collections.abc import Callable
from typing import cast

import ckan.plugins.toolkit as tk
from babel.dates import format_date
from babel.numbers import format_decimal
from ckanext.donneesqc.catalogue import csp, navigation
from ckanext.donneesqc.catalogue.citation import Citation, cite
from ckanext.donneesqc.catalogue.errors import ErrorPage, describe_error
from ckanext.donneesqc.catalogue.home import Home, icon_of, look_around
from ckanext.donneesqc.catalogue.provenance import Origin, list_origins
from ckanext.donneesqc.catalogue.territories import territory_label
from markupsafe import Markup

__all__ = [
    "dq_category_icon",
    "dq_choice",
    "dq_citation",
    "dq_date",
    "dq_error",
    "dq_home",
    "dq_icon",
    "dq_is_fictional",
    "dq_is_official",
    "dq_navigation",
    "dq_number",
    "dq_origins",
    "dq_page_may_evaluate",
    "dq_size",
    "dq_territory_label",
    "render_datetime",
]

ICON = (
    '<svg class="dq-icon dq-icon--{name}" aria-hidden="true" focusable="false">'
    '<use href="{sheet}#{name}"></use></svg>'
)
UNIT = 1000  # an SI prefix: 1 ko is 1 000 octets


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


def dq_choice(field_name: str, value: str) -> str:
    """Write a coded value of the dataset form as its label in the reader's language."""
    schema = tk.h.scheming_get_dataset_schema("dataset")
    field = tk.h.scheming_field_by_name(schema["dataset_fields"], field_name) if schema else None
    choices = tk.h.scheming_field_choices(field) if field else None
    return tk.h.scheming_choices_label(choices, value) if choices else value


def dq_error(code: object) -> ErrorPage:
    """Say what happened and what to do, for an HTTP status (CKAN gives 500 as a list)."""
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


def dq_page_may_evaluate() -> bool:
    """Say whether the page's policy lets htmx evaluate code written in attributes."""
    return csp.policy_of(tk.request.endpoint).allows_evaluation


def dq_number(value: float) -> str:
    """Write a number as the reader's language does: « 12 345 »."""
    return format_decimal(value, locale=_locale()).replace("\u202f", "\u00a0")


def dq_date(value: dt.date | str | None) -> str:
    """Write a day as the OQLF asks: « 1er avril 2024 »; text that is no date stays as it is."""
    day = _as_day(value)
    if day is None:
        return str(value or "")
    return _first_of_month(format_date(day, "long", locale=_locale()))


def dq_size(octets: float | str | None) -> str:
    """Write a file's size in octets with the SI prefix that keeps it short: « 766 ko »."""
    if not octets:
        return ""
    size = float(octets)
    for unit in (tk._("bytes"), tk._("kB"), tk._("MB"), tk._("GB")):
        if size < UNIT or unit == tk._("GB"):
            break
        size /= UNIT
    digits = "#,##0" if size >= 10 else "#,##0.#"  # noqa: PLR2004 - one decimal under ten
    number = format_decimal(size, format=digits, locale=_locale()).replace("\u202f", "\u00a0")
    return f"{number}\u00a0{unit}"


@tk.chained_helper
def render_datetime(next_helper: Callable[..., str], *args: object, **kwargs: object) -> str:
    """Write CKAN's own dates with « 1er » for the first of the month, in French."""
    return _first_of_month(next_helper(*args, **kwargs))


def _as_day(value: dt.date | str | None) -> dt.date | None:
    if value is None or isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(value[:10])
    except ValueError:
        return None


def _first_of_month(text: str) -> str:
    return re.sub(r"^1 (?=\D+ \d{4})", "1er ", text) if tk.h.lang() == "fr" else text


def _locale() -> str:
    return cast(str, tk.h.lang())
