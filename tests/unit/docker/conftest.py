"""The Compose file, read as Compose reads it."""

from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[3]
COMPOSE = ROOT / "docker" / "compose.yaml"
ONE_SHOTS = {"databases", "ckan-init", "airflow-init"}


@pytest.fixture(scope="session")
def compose() -> dict:
    """Return the whole file, anchors and merges resolved."""
    return yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def services(compose: dict) -> dict:
    return compose["services"]


@pytest.fixture(scope="session")
def long_running(services: dict) -> dict:
    """Return the services that are meant to stay up."""
    return {name: service for name, service in services.items() if name not in ONE_SHOTS}
