"""The datasets that the ministries' embedded portal has: their resources, names and files."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from embedded.samples.budget import YEARS, render_budget
from embedded.samples.facts import GENERAL, INFRASTRUCTURE, SPECIAL, read_facts
from embedded.samples.information_projects import PUBLICATIONS, render_projects
from embedded.samples.infrastructure import render_publication
from embedded.samples.portal import Dataset, Resource
from embedded.samples.spending import YEAR, render_general, render_special

FINANCES = ("mfq", "Ministère des Finances")
TREASURY = ("sct", "Secrétariat du Conseil du trésor")
DIGITAL = ("mcn", "Ministère de la Cybersécurité et du Numérique")
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre",
)  # fmt: skip
GENERAL_FILE = "donnees_ouvertes_vol2_dep_supercat_24-25.csv"
SPECIAL_FILE = "donnees_ouvertes_vol2_rev_dep_invest_fs_24-25.csv"
# Publication → the portal's own resource id, file name and time of the last change
DASHBOARDS = {
    "2020-06-04": ("b9f70fc4-acfe-46b2-8ed1-191e5ade253a",
                   "tableaubordinfrastructures2020-06-042.csv", "2020-07-21T13:26:25.061855"),
    "2020-12-03": ("a2cd18cb-1860-41c8-88f6-6070b755e917",
                   "tableau_bord_infrastructures_2020-12-03.csv", "2020-12-07T16:37:05.981745"),
    "2021-06-23": ("918684ec-6d13-4eb0-9db3-a7ac8929d3d2",
                   "tableau_bord_infrastructures_2021-06-23.csv", "2021-07-26T18:05:25.187578"),
    "2021-12-06": ("38add45e-8624-4a6e-983e-689399a004f2",
                   "tableau_bord_infrastructures_2021-12-06.csv", "2021-12-10T20:13:44.768444"),
    "2022-06-02": ("16888c0c-5068-4190-8c25-70c0a73f64d0",
                   "tableau_bord_infrastructures_2022-06-02.csv", "2022-06-21T17:47:35.491182"),
    "2023-05-24": ("da426c5c-3b30-4ae0-8812-a1ffefee6ffd",
                   "tableau_bord_infrastructures_2023-05-24.csv", "2023-05-25T19:03:37.012418"),
    "2023-12-08": ("ac14fb28-2c7f-48e3-b59f-c5ab5688420d",
                   "donnees_ouvertes_tb_20231208_v3.csv", "2023-12-13T18:22:07.469497"),
    "2024-07-08": ("997449ef-3a10-4e01-a1c1-af68608e0418",
                   "donnees_ouvertes_tb_20240708.csv", "2024-07-11T13:16:04.216313"),
    "2025-06-10": ("c802db91-8df0-48c7-856f-3d74015a9f20",
                   "donnees_ouvertes_tb_20250610.csv", "2025-06-17T13:15:46.575664"),
    "2026-03-18": ("cef592fe-857b-47d7-bdcb-05ec7c49000b",
                   "donnees_ouvertes_tb_20260323.csv", "2026-03-24T17:38:30.516879"),
}  # fmt: skip


@cache
def embedded_datasets(data: Path | None = None) -> tuple[Dataset, ...]:
    """Return the portal's datasets.

    With `data`, the folder of the captured files, the public accounts and the infrastructure
    dashboard are those files byte for byte; without it, they are written again from the facts. The
    budget and the information projects are invented in both cases.
    """
    return (_public_accounts(data), _infrastructure(data), _budget(), _information_projects())


def _public_accounts(data: Path | None) -> Dataset:
    folder = data / "comptes_publics" if data else None
    general = _content(folder, GENERAL_FILE, lambda: render_general(read_facts(GENERAL)))
    special = _content(folder, SPECIAL_FILE, lambda: render_special(read_facts(SPECIAL)))
    title = "Dépenses et investissements du fonds général"
    return Dataset(
        id="f94cd34c-8202-4cfe-9610-6ae10bf34bc3",
        name="comptes-publics-du-gouvernement-volume-2",
        title="Comptes publics du gouvernement – Volume 2",
        organization=FINANCES,
        resources=(
            # The leading space is the publisher's.
            _resource(f" {title} {YEAR}", GENERAL_FILE, general,
                      id="11699738-f16e-4b10-90e2-302d8c54128e"),
            _resource(f"Revenus, dépenses et investissements des fonds spéciaux {YEAR}",
                      SPECIAL_FILE, special, id="fonds-speciaux"),
            _resource(f"Dépenses de transfert du fonds général par bénéficiaires {YEAR}",
                      "donnees_ouvertes_vol2_transf_benef_24-25.csv", None, id="beneficiaires"),
        ),
    )  # fmt: skip


def _infrastructure(data: Path | None) -> Dataset:
    folder = data / "projets_infrastructures" if data else None
    facts = read_facts(INFRASTRUCTURE)
    resources = []
    for day, (number, file_name, modified) in sorted(DASHBOARDS.items(), reverse=True):
        captured = f"tableau_de_bord_{day}.csv"
        content = _content(folder, captured, lambda day=day: render_publication(facts[day]))
        name = f"Tableau de bord en date du {french_day(day)}"
        resources.append(_resource(name, file_name, content, id=number, modified=modified))
        workbook = file_name.replace(".csv", ".xlsx")
        resources.append(
            Resource(f"{number[:8]}-classeur", name, workbook, modified, None, format="XLSX")
        )
    return Dataset(
        id="67d85a7a-10af-4af0-b4da-abc64cfd735a",
        name="tableau-de-bord-des-projets-d-infrastructures",
        title="Tableau de bord des projets d'infrastructure de 20 millions de dollars et plus",
        organization=TREASURY,
        resources=tuple(resources),
    )


def _budget() -> Dataset:
    facts = read_facts(GENERAL)
    tables = [
        _resource(
            f"Budgets et crédits des ministères et organismes {year.name}",
            f"budgets-et-credits-{year.name}.csv",
            render_budget(facts, year),
            modified=f"{year.first}-03-28T12:00:00",
        )
        for year in reversed(YEARS)
    ]
    other = "Crédits de transfert des ministères et organismes 2026-2027"
    return Dataset(
        id="budget-de-depenses",
        name="budget-de-depenses",
        title="Budget de dépenses",
        organization=TREASURY,
        resources=(*tables, _resource(other, "credits-de-transfert-2026-2027.csv", None)),
        fictional=True,
    )


def _information_projects() -> Dataset:
    slug = "tableau-de-bord-des-projets-en-ressources-informationnelles"
    return Dataset(
        id=slug,
        name=slug,
        title="Tableau de bord des projets en ressources informationnelles",
        organization=DIGITAL,
        resources=tuple(
            _resource(
                "Projets en ressources informationnelles – Tableau de bord en date du "
                + french_day(publication.day.isoformat()),
                f"projets-ri-{publication.day}.csv",
                render_projects(publication),
                modified=f"{publication.day}T12:00:00",
            )
            for publication in reversed(PUBLICATIONS)
        ),
        fictional=True,
    )


def french_day(day: str) -> str:
    """Write a day as the portal does: « 8 juillet 2024 », « 1 septembre 2023 »."""
    year, month, number = day.split("-")
    return f"{int(number)} {MONTHS[int(month) - 1]} {year}"


def _content(folder: Path | None, name: str, made: Callable[[], bytes]) -> bytes:
    return (folder / name).read_bytes() if folder else made()


def _resource(
    name: str,
    file_name: str,
    content: bytes | None,
    id: str = "",  # noqa: A002 - CKAN's word
    modified: str = "2025-12-10T12:00:00",
) -> Resource:
    return Resource(id or file_name.removesuffix(".csv"), name, file_name, modified, content)
