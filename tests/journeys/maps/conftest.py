"""What the journeys on maps share: the dataset, a tab that must not complain, the screenshots."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from embedded.settings import Settings
from playwright.sync_api import BrowserContext
from playwright.sync_api import Page as Tab

from tests.journeys.datasets import create_dataset
from tests.journeys.maps.atlas import Atlas, make_atlas
from tests.journeys.maps.tables import Tables, make_tables
from tests.journeys.stack import Portal
from tests.journeys.visits import complaints_of


@pytest.fixture(scope="package")
def atlas(pipeline: Portal, real_files: Path) -> Iterator[Atlas]:
    """Give a dataset with a map of every real file, deleted afterwards."""
    name = create_dataset(pipeline, "cartes")
    try:
        yield make_atlas(pipeline, name, real_files)
    finally:
        pipeline.call("package_delete", {"id": name})


@pytest.fixture(scope="package")
def tables(pipeline: Portal, real_files: Path) -> Iterator[Tables]:
    """Give a dataset with deposited tables that have maps, deleted afterwards."""
    name = create_dataset(pipeline, "tables")
    try:
        yield make_tables(pipeline, name, real_files)
    finally:
        pipeline.call("package_delete", {"id": name})


@pytest.fixture(scope="session")
def screenshots(settings: Settings) -> Path:
    """Return the folder of the screenshots, which stays after the tests."""
    settings.screenshots.mkdir(exist_ok=True)
    return settings.screenshots


@pytest.fixture
def tab(reader: BrowserContext) -> Iterator[Tab]:
    """Open a tab; what it says in the console is a failure."""
    opened = reader.new_page()
    complaints = complaints_of(opened)
    yield opened
    opened.close()
    assert complaints == []
