"""A dataset of the portal whose resources are the real files, sent as a ministry sends them."""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.journeys.deposited import wait_until
from tests.journeys.stack import Portal
from tests.real_layers import REAL_LAYERS

REGIONS = "regio_s.zip"
LAYERS = {Path(name).name: features for name, features, *_ in REAL_LAYERS} | {REGIONS: 21}
SHAPELESS, NO_GEOGRAPHY = "mrc_s.zip", "hydro_consommation_par_mrc.json"
BY_REGION, BY_MUNICIPALITY = "region.csv", "municipalites_mamh_2026-03.csv"
FORMATS = {
    "geojson": "GeoJSON",
    "json": "GeoJSON",
    "gml": "GML",
    "zip": "SHP",
    "csv": "CSV",
    "gpkg": "GPKG",
}


@dataclass(frozen=True)
class Atlas:
    """The dataset's name, and the id of each resource by its file's name."""

    name: str
    resources: dict[str, str]

    def page(self, file: str) -> str:
        """Return the address of a file's page."""
        return f"/dataset/{self.name}/resource/{self.resources[file]}"

    def alone(self, file: str) -> str:
        """Return the address of a file's map, without the portal around it."""
        return f"{self.page(file)}/carte"

    def state(self, portal: Portal, file: str) -> dict:
        """Return what the portal says of a file's map, in French."""
        answer = portal.client.get(f"{portal.address}{self.alone(file)}/etat.json")
        assert answer.is_success, answer.text
        return answer.json()


def make_atlas(pipeline: Portal, name: str, real_files: Path) -> Atlas:
    """Send every file to the dataset of this name, wait until the maps are made."""
    sent = {file: send(pipeline, name, file, content) for file, content in _files(real_files)}
    atlas = Atlas(name, sent)
    for file in sent:  # one at a time: all of them take longer than one may
        wait_until(lambda: atlas.state(pipeline, file)["state"] != "waiting")  # noqa: B023
    return atlas


def send(pipeline: Portal, dataset: str, file: str, content: bytes, title: str = "") -> str:
    """Add a file to a dataset; return the resource's id."""
    kind = FORMATS[file.rpartition(".")[2]]
    about = {
        "package_id": dataset, "name": title or file, "format": kind,
        "resource_type": "support" if kind == "CSV" else "donnees",
    }  # fmt: skip
    answer = pipeline.client.post(
        f"{pipeline.address}/api/3/action/resource_create",
        data=about,
        files={"upload": (file, content)},
        headers={"Authorization": pipeline.token},
    )
    assert answer.is_success, f"{file}: {answer.text[:500]}"
    return answer.json()["result"]["id"]


def link(pipeline: Portal, dataset: str, address: str, kind: str) -> str:
    """Add what is on another site to a dataset; return the resource's id."""
    about = {"package_id": dataset, "name": "Service", "format": kind, "url": address}
    return pipeline.call("resource_create", {**about, "resource_type": "donnees"})["id"]


def geojson(features: list[tuple[dict, dict]]) -> bytes:
    """Return features, each its properties and its geometry."""
    collection = [
        {"type": "Feature", "properties": properties, "geometry": geometry}
        for properties, geometry in features
    ]
    return json.dumps({"type": "FeatureCollection", "features": collection}).encode()


def _files(real_files: Path) -> Iterator[tuple[str, bytes]]:
    geography = real_files / "geographie"
    for name, *_ in REAL_LAYERS:
        yield Path(name).name, (geography / name).read_bytes()
    yield REGIONS, _zip(geography / "regions_V2024-03_shp_cp850")
    yield SHAPELESS, _zip(geography / "mrc_V2025-04_attributs")
    yield NO_GEOGRAPHY, (geography / "autres" / NO_GEOGRAPHY).read_bytes()
    yield BY_REGION, (real_files / "depots" / BY_REGION).read_bytes()
    yield BY_MUNICIPALITY, (real_files / "listes" / BY_MUNICIPALITY).read_bytes()


def _zip(folder: Path) -> bytes:
    """Gather the files of a folder, as a publisher does with a Shapefile."""
    gathered = io.BytesIO()
    with zipfile.ZipFile(gathered, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.iterdir()):
            archive.write(path, path.name)
    return gathered.getvalue()
