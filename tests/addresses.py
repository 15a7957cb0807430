"""The one list of the portal's pages, shared by every test that visits pages.

An address may hold `{table:NAME}`, `{original:NAME}`, `{companion:NAME}` (a file of the dataset
NAME) or `{view:NAME}` (the preview of its table): `fill` finds their ids on the portal visited.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

PLACE = re.compile(r"\{(table|original|companion|view):([a-z-]+)\}")
ROLES = {"table": "normalise", "original": "original", "companion": "compagnon"}
Call = Callable[[str, dict[str, str]], list[dict] | dict]


@dataclass(frozen=True)
class Page:
    """A page: its name in test reports, its address, the HTTP status that it answers with.

    `fictional` pages are about fictional data and say so; `loose` names the directives of the
    Content-Security-Policy that `csp_exceptions.yaml` opens there.
    """

    name: str
    address: str
    status: int = 200
    fictional: bool = False
    loose: frozenset[str] = frozenset()


BUDGET = "/dataset/budget-de-depenses"
SPENDING = "/dataset/comptes-publics-fonds-general"
MUNICIPALITIES = "/dataset/municipalites"
TABLE = SPENDING + "/resource/{table:comptes-publics-fonds-general}"
PREVIEW = TABLE + "/view/{view:comptes-publics-fonds-general}"

PAGES = (
    Page("home", "/"),
    Page("about", "/about"),
    Page("datasets", "/dataset/"),
    Page("search", "/dataset/?q=budgetaires"),
    Page("search-nothing", "/dataset/?q=zzzz"),
    Page("search-filtered", "/dataset/?groups=gouvernement-finances&res_format=CSV"),
    Page("dataset", SPENDING),
    Page("dataset-fictional", BUDGET, fictional=True),
    Page("dataset-many-publications", "/dataset/projets-infrastructures"),
    Page("dataset-reference", MUNICIPALITIES),
    Page("dataset-categories", "/dataset/groups/comptes-publics-fonds-general"),
    Page("table", TABLE),
    Page("table-fictional", BUDGET + "/resource/{table:budget-de-depenses}", fictional=True),
    Page("preview", PREVIEW, loose=frozenset({"script-src", "style-src"})),
    Page("original", SPENDING + "/resource/{original:comptes-publics-fonds-general}"),
    Page("geometry", "/dataset/mrc/resource/{companion:mrc}"),
    Page("categories", "/group/"),
    Page("category", "/group/gouvernement-finances"),
    Page("category-empty", "/group/sante"),
    Page("category-about", "/group/about/gouvernement-finances"),
    Page("organizations", "/organization/"),
    Page("organization", "/organization/sct"),
    Page("organization-about", "/organization/about/sct"),
    Page("references", "/reference"),
    Page("reference", "/reference/municipalites"),
    Page("reference-search", "/reference/municipalites?q=st-jerome"),
    Page("entity", "/reference/municipalites/75017"),
    Page("entity-referred-to", "/reference/mrc/75"),
    Page("entity-gone", "/reference/municipalites/82010", status=410),
    Page("certification", "/reference/municipalites/certification"),
    Page("report-an-error", "/reference/municipalites/signaler?identifiant=75017"),
    Page("checker", "/verifier"),
    Page("checker-gone", "/verifier/ce-rapport-n-existe-plus", status=404),
    Page("login", "/user/login"),
    Page("password-reset", "/user/reset"),
    Page("forbidden", "/user/register", status=403),
    Page("not-found", "/dataset/ce-jeu-n-existe-pas", status=404),
)


def fill(address: str, call: Call) -> str:
    """Return an address with its ids; `call(action, data)` returns the result of an API action."""
    return PLACE.sub(lambda place: _identifier(place[1], place[2], call), address)


def _identifier(kind: str, dataset: str, call: Call) -> str:
    resources = call("package_show", {"id": dataset})["resources"]  # type: ignore[call-overload]
    role = ROLES.get(kind, ROLES["table"])
    resource = next(item["id"] for item in resources if item["role"] == role)
    if kind != "view":
        return resource
    views = call("resource_view_list", {"id": resource})
    return next(view["id"] for view in views if view["view_type"] == "datatables_view")
