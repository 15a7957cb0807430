"""A portal with a dataset whose files are maps."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from ckan import model
from ckan.tests.helpers import CKANTestApp
from ckanext.donneesqc.geo import config
from ckanext.donneesqc.geo.model import Map
from ckanext.donneesqc.geo.views import services

from tests.extension.geo.atlas import Atlas, make_atlas
from tests.extension.geo.sites import SITE
from tests.unit.fetch.ministry import Ministry, ministry


@pytest.fixture
def ready(
    non_clean_db: None, with_plugins: None, migrate_db_for: Callable[[str], None]
) -> Iterator[None]:
    """Have our table, empty; each dataset has a name of its own, others are no hindrance."""
    for plugin in ("donneesqc_deposits", "donneesqc_geo", "donneesqc_reference"):
        migrate_db_for(plugin)
    _empty()
    yield
    _empty()


@pytest.fixture
def atlas(ready: None, app: CKANTestApp) -> Iterator[Atlas]:
    """Give the dataset and who works on it, in the middle of a request made in French."""
    with app.flask_app.test_request_context(environ_overrides={"CKAN_LANG": "fr"}):
        yield make_atlas(app)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ministry]:
    """Serve a site of others on this machine, the only private one that may be asked."""
    with ministry() as served:
        detours = [{"from": SITE, "to": f"http://127.0.0.1:{served.port}"}]
        path = tmp_path / "addresses.json"
        path.write_text(json.dumps(detours))
        monkeypatch.setenv("DONNEESQC_ADDRESSES", str(path))
        services.relay_of.cache_clear()
        yield served
        services.relay_of.cache_clear()


def _empty() -> None:
    shutil.rmtree(config.folder(), ignore_errors=True)
    model.Session.query(Map).delete()
    model.Session.commit()
