"""What every test of the extension starts from: a real portal, empty, with our plugins.

CKAN's own fixtures load the plugins and make the web application anew for each test, which takes
longer than most tests. Here both are made once, and again only for a test that marks its own.
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import ckan.plugins
import pytest
import sqlalchemy as sa
from ckan import model
from ckan.common import config
from ckan.config.middleware import make_app
from ckan.lib.app_globals import _CONFIG_CACHE
from ckan.tests.helpers import CKANTestApp
from ckan.types import CKANApp

MARK = "ckan_config"


@dataclass(frozen=True)
class Usual:
    """The plugins of the ini, and the application that they make."""

    plugins: list[str]
    app: CKANApp


def pytest_configure(config: pytest.Config) -> None:
    """Give each of the processes that share these tests its own configuration of CKAN."""
    lane = getattr(config, "workerinput", {}).get("workerid")
    if lane:
        own = Path(config.option.ckan_ini).with_name(f"test-{lane}.ini")
        config.option.ckan_ini = os.environ["CKAN_INI"] = str(own)


@pytest.fixture(scope="session")
def usual() -> Usual:
    """Load the plugins and make the application."""
    return Usual(config["ckan.plugins"], make_app(config))


@pytest.fixture(autouse=True)
def undisturbed(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let a test that stops a service of the stack wait for those of other processes to end."""
    stops = "services" in request.fixturenames
    with Path(os.environ["CKAN_INI"]).with_name("ckan.ini").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX if stops else fcntl.LOCK_SH)
        yield


@pytest.fixture
def with_plugins(usual: Usual, request: pytest.FixtureRequest) -> Iterator[None]:
    """Have the usual plugins, or those that the test marks."""
    if request.node.get_closest_marker(MARK) is None:
        yield
        return
    request.getfixturevalue(MARK)
    ckan.plugins.load_all()
    yield
    config["ckan.plugins"] = usual.plugins
    ckan.plugins.load_all()


@pytest.fixture
def app(with_plugins: None, usual: Usual, request: pytest.FixtureRequest) -> CKANTestApp:
    """Give a browser without a past, on the usual application or on one with the test's marks."""
    _CONFIG_CACHE.clear()
    marked = request.node.get_closest_marker(MARK) is not None
    return CKANTestApp(make_app(config) if marked else usual.app)


@pytest.fixture(scope="session")
def reset_db(reset_db: Callable[[], None]) -> Callable[[], None]:
    """Give what empties the database; CKAN deletes row by row, which our logs refuse."""

    def reset() -> None:
        known = sa.inspect(model.Session.connection()).get_table_names()
        for name in ("entry", "run", "attestation"):
            if f"donneesqc_reference_{name}" in known:
                table = f"donneesqc_reference_{name}"
                for word in ("DISABLE", "ENABLE"):
                    model.Session.execute(sa.text(f"ALTER TABLE {table} {word} TRIGGER USER"))
                    if word == "DISABLE":
                        model.Session.execute(sa.text(f"TRUNCATE {table}"))
        model.Session.commit()
        reset_db()

    return reset


@pytest.fixture
def our_tables(migrate_db_for: Callable[[str], None]) -> Callable[[], None]:
    """Give what makes our tables in a database that was emptied."""

    def make() -> None:
        for plugin in ("donneesqc_deposits", "donneesqc_geo", "donneesqc_reference"):
            migrate_db_for(plugin)

    return make


@pytest.fixture
def portal(
    clean_db: None, clean_index: None, with_plugins: None, our_tables: Callable[[], None]
) -> None:
    """Have an empty database, with our tables, and an empty index."""
    our_tables()
