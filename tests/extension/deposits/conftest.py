"""A portal that holds one organisation, its editor, and a dataset; no deposit, no table."""

import logging
import shutil
from collections.abc import Callable, Iterator

import pytest
from ckan import model
from ckan.plugins import plugin_loaded
from ckan.tests.helpers import CKANTestApp
from ckanext.donneesqc.deposits import config
from ckanext.donneesqc.deposits.model import Deposit, Mail, Step, Version
from ckanext.donneesqc.deposits.table.staging import transaction
from psycopg2 import sql

from tests.extension.deposits.world import World, make_world


@pytest.fixture
def ready(
    non_clean_db: None, with_plugins: None, migrate_db_for: Callable[[str], None]
) -> Iterator[None]:
    """Have our tables, empty; each dataset has a name of its own, others are no hindrance."""
    for plugin in filter(
        plugin_loaded, ("donneesqc_deposits", "donneesqc_geo", "donneesqc_reference", "activity")
    ):
        migrate_db_for(plugin)
    for logger in logging.root.manager.loggerDict.values():
        logger.disabled = False  # type: ignore[union-attr] - the migration of `activity` shuts all
    _empty()
    yield
    _empty()


@pytest.fixture
def in_request(ready: None, app: CKANTestApp) -> Iterator[None]:
    """Be in the middle of a request made in French: addresses and sentences need one."""
    with app.flask_app.test_request_context(environ_overrides={"CKAN_LANG": "fr"}):
        yield


@pytest.fixture
def world(in_request: None) -> World:
    """Give the dataset and who works on it; nothing of it stays on the disk."""
    return make_world()


def _empty() -> None:
    shutil.rmtree(config.folder(), ignore_errors=True)
    for table in (Mail, Step, Version, Deposit):
        model.Session.query(table).delete()
    model.Session.commit()
    with transaction() as cursor:
        cursor.execute("DROP SCHEMA IF EXISTS donneesqc_staging CASCADE")
        cursor.execute(
            "SELECT tablename FROM pg_tables"
            " WHERE schemaname = 'public' AND NOT starts_with(tablename, '_')"
        )
        for (name,) in cursor.fetchall():
            cursor.execute(sql.SQL("DROP TABLE {} CASCADE").format(sql.Identifier(name)))
