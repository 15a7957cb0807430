"""A portal with a dataset whose files are maps."""

import shutil
from collections.abc import Callable, Iterator

import pytest
from ckan import model
from ckan.tests.helpers import CKANTestApp
from ckanext.donneesqc.geo import config
from ckanext.donneesqc.geo.model import Map

from tests.extension.geo.atlas import Atlas, make_atlas


@pytest.fixture
def ready(
    non_clean_db: None, with_plugins: None, migrate_db_for: Callable[[str], None]
) -> Iterator[None]:
    """Have our table, empty; each dataset has a name of its own, others are no hindrance."""
    for plugin in ("donneesqc_deposits", "donneesqc_geo"):
        migrate_db_for(plugin)
    _empty()
    yield
    _empty()


@pytest.fixture
def atlas(ready: None, app: CKANTestApp) -> Iterator[Atlas]:
    """Give the dataset and who works on it, in the middle of a request made in French."""
    with app.flask_app.test_request_context(environ_overrides={"CKAN_LANG": "fr"}):
        yield make_atlas(app)


def _empty() -> None:
    shutil.rmtree(config.folder(), ignore_errors=True)
    model.Session.query(Map).delete()
    model.Session.commit()
