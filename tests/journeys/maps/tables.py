"""Real tables that a ministry deposits with their dictionary: points, and municipalities."""

from dataclasses import dataclass
from pathlib import Path

from tests.journeys.deposited import deposit, wait_until
from tests.journeys.stack import Portal

STATIONS, MUNICIPALITIES = "Postes de quartier", "Municipalités"
STATION_FIELDS = {
    "OBJECTID": ("string", "Identifiant"),
    "NO_CIV_LIE": ("number", "Numéro civique"),
    "PREFIX_TEM": ("string", "Type de voie"),
    "NOM_TEMP": ("string", "Nom de la voie"),
    "DIR_TEMP": ("string", "Direction"),
    "MUN_TEMP": ("string", "Secteur"),
    "DESC_LIEU": ("string", "Nom du poste"),
    "LATITUDE": ("number", "Latitude"),
    "LONGITUDE": ("number", "Longitude"),
}
MUNICIPALITY_FIELDS = {
    "mcode": ("string", "Code géographique"),
    "munnom": ("string", "Municipalité"),
    "mcodedesi": ("string", "Code de la désignation"),
    "mdes": ("string", "Désignation"),
    "mrc_code": ("string", "Code de la MRC"),
    "mrc_nom": ("string", "MRC"),
    "region_code": ("string", "Code de la région"),
    "region_nom": ("string", "Région"),
    "mpopul": ("integer", "Population"),
    "msuperf": ("string", "Superficie"),  # « .5 » is no number for the portal
    "mdatcons": ("date", "Date de constitution"),
}


@dataclass(frozen=True)
class Tables:
    """The dataset's name, and the id of each table by its title."""

    name: str
    resources: dict[str, str]

    def page(self, title: str) -> str:
        """Return the address of a table's page."""
        return f"/dataset/{self.name}/resource/{self.resources[title]}"

    def alone(self, title: str) -> str:
        """Return the address of a table's map, without the portal around it."""
        return f"{self.page(title)}/carte"


def make_tables(pipeline: Portal, name: str, real_files: Path) -> Tables:
    """Deposit the tables in the dataset of this name; wait until each page offers its map."""
    for title, path, fields in (
        (STATIONS, real_files / "depots" / "pdq.csv", STATION_FIELDS),
        (MUNICIPALITIES, real_files / "listes" / "municipalites_mamh_2026-03.csv",
         MUNICIPALITY_FIELDS),
    ):  # fmt: skip
        schema = {
            "fields": [
                {"name": column, "type": kind, "title": said}
                for column, (kind, said) in fields.items()
            ]
        }
        deposit(pipeline, name, path.read_text("utf-8"), table_schema=schema, new_table=title)
    found = {item["name"]: item["id"] for item in pipeline.dataset(name)["resources"]}
    tables = Tables(name, {title: found[title] for title in (STATIONS, MUNICIPALITIES)})
    for key in tables.resources.values():
        wait_until(lambda: _has_map(pipeline, key))  # noqa: B023 - asked before the next one
    return tables


def _has_map(portal: Portal, resource: str) -> bool:
    views = portal.call("resource_view_list", {"id": resource})
    return any(view["view_type"] == "donneesqc_map" for view in views)
