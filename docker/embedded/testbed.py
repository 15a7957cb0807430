"""A stack for tests alone: free ports, folder and databases of its own, gone afterwards."""

import json
import os
import random
import shutil
from collections.abc import Iterator
from configparser import RawConfigParser
from contextlib import contextmanager
from dataclasses import replace
from io import StringIO
from pathlib import Path
from string import Template

from embedded import airflow, ckan, postgres
from embedded import ports as stack_ports
from embedded.console import step
from embedded.credentials import Credentials, write_private
from embedded.environments import AIRFLOW, CKAN, Environment
from embedded.folders import DATA_FOLDERS
from embedded.run import Stack, stop
from embedded.settings import ROOT, Ports, Settings, StackError

# A site that doesn't exist: tests of maps put what it answers in that folder of the ministries.
ABROAD, ABROAD_FOLDER = "https://carto.exemple.qc.ca", "essais-cartes"
_EXISTS = "SELECT 1 FROM pg_database WHERE datname = '{}'"
# The processes that share the tests of the extension, as pytest-xdist names them: each has
# databases, an index, a Redis database and a folder of its own.
LANES = ("gw0", "gw1")
TEST_CORES = tuple(f"ckan_test_{lane}" for lane in LANES)


def settings_for_tests(settings: Settings, name: str = "test") -> Settings:
    """Return the settings of a stack inside the given one, on ports that nobody uses."""
    return replace(settings, var=settings.var / name, ports=_free_ports(), data=None)


def _free_ports() -> Ports:
    names = Ports.names()
    for _attempt in range(200):
        # Below the range from which the system lends ports to clients.
        base = random.randrange(15000, 32000, 10)  # noqa: S311 - not a secret
        ports = Ports(**{name: base + rank for rank, name in enumerate(names)})
        if all(stack_ports.is_free(getattr(ports, name)) for name in names):
            return ports
    raise StackError("Aucune série de ports libres pour les tests, de 15000 à 32000.")


@contextmanager
def empty_place(settings: Settings) -> Iterator[None]:
    """Stop and erase what an earlier run left, and again at the end, even after a failure.

    Screenshots stay until the next run, for whoever wants to see what the browser saw.
    """
    _erase(settings)
    shutil.rmtree(settings.screenshots, ignore_errors=True)
    try:
        yield
    finally:
        with step("Arrêt de la pile de tests"):
            _erase(settings)


def _erase(settings: Settings) -> None:
    stop(settings, quiet=True)
    for name in (*DATA_FOLDERS, "pytest"):
        # Logs stay until the next run, for whoever must understand a failure.
        if name != "log" and (settings.var / name).exists():
            shutil.rmtree(settings.var / name)


def serve_site_of_others(settings: Settings) -> None:
    """Have the services of maps find a site of others on this machine."""
    detour = f"http://127.0.0.1:{settings.ports.sources}/{ABROAD_FOLDER}"
    said = json.dumps([{"from": ABROAD, "to": detour}])
    write_private(settings, ckan.map_addresses(settings), said)


def lane_ini(settings: Settings, lane: str) -> Path:
    """Say where the configuration is that tests of the extension give to CKAN."""
    return settings.config / f"test-{lane}.ini"


def prepare_extension_tests(stack: Stack, environment: Environment = CKAN) -> None:
    """Create the databases that the tests may empty, and the configuration that names them."""
    with step("Bases de données des tests"):
        for lane in LANES:
            _prepare_lane(stack, environment, lane)


def _prepare_lane(stack: Stack, environment: Environment, lane: str) -> None:
    settings, secrets, config = stack.settings, stack.secrets, lane_ini(stack.settings, lane)
    write_private(settings, config, _test_configuration(settings, secrets, lane))
    for name in (f"ckan_test_{lane}", f"datastore_test_{lane}"):
        if not postgres.sql(settings, secrets, _EXISTS.format(name)):
            postgres.sql(settings, secrets, f"CREATE DATABASE {name} OWNER ckan")
        postgres.search_in_french(settings, secrets, name)
    for words in (("db", "upgrade"), ("db", "pending-migrations", "--apply")):
        ckan.command(settings, *words, config=config, environment=environment)
    words = ("datastore", "set-permissions")
    permissions = ckan.command(settings, *words, config=config, environment=environment)
    postgres.sql(settings, secrets, permissions)


def _test_configuration(settings: Settings, secrets: Credentials, lane: str) -> str:
    """Put the tests' changes over the portal's configuration, whole as CKAN 2.11 wants it."""
    own = {"lane": lane, "lane_number": str(LANES.index(lane) + 1)}
    whole = RawConfigParser()
    whole.optionxform = str  # type: ignore[assignment] - CKAN's options have capitals
    for name in ("ckan.ini", "test.ini"):
        template = Template((ckan.SERVICE / name).read_text(encoding="utf-8"))
        whole.read_string(template.substitute(ckan.values(settings, secrets), **own))
    text = StringIO()
    whole.write(text)
    return text.getvalue()


def bare_environment(settings: Settings) -> dict[str, str]:
    """Return what a suite needs that no service serves."""
    kept = {name: value for name, value in os.environ.items() if name not in ("ONLY", "CKAN")}
    own = {
        "DONNEESQC_ENVS": str(settings.envs),
        "PYTHONPATH": f"{ROOT}:{ROOT / 'docker'}",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    return {**kept, **own}


def environment(settings: Settings, python: Environment = CKAN) -> dict[str, str]:
    """Return what tells a test suite, and any `make` that it runs, where the test stack is."""
    ports = {Ports.variable(name): str(getattr(settings.ports, name)) for name in Ports.names()}
    return {
        **bare_environment(settings),
        **ports,
        "DONNEESQC_VAR": str(settings.var),
        "CKAN_INI": str(lane_ini(settings, LANES[0])),
        **airflow.pipeline_environment(settings),
        **_airflow(settings, python),
    }


def _airflow(settings: Settings, python: Environment) -> dict[str, str]:
    """Give tests of DAGs an Airflow home of their own, on SQLite: no scheduler meddles there."""
    if python is not AIRFLOW:
        return {}
    home = settings.var / "pytest" / "airflow"
    home.mkdir(parents=True, exist_ok=True)
    return {
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__CORE__DAGS_FOLDER": str(airflow.DAGS),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{home}/airflow.db",
        "AIRFLOW__USAGE_DATA_COLLECTION__ENABLED": "False",
    }
