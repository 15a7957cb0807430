"""A portal whose queue of jobs and folder of uploads start empty, met by a French reader."""

import shutil
from collections.abc import Iterator

import pytest
from ckan.lib.jobs import get_queue
from ckan.tests.helpers import CKANTestApp
from ckanext.donneesqc.validation import config


@pytest.fixture
def checker(with_plugins: None) -> Iterator[None]:
    """Empty the queue and the folder, before and after; a check leaves nothing in the database."""
    _empty()
    yield
    _empty()


@pytest.fixture
def in_french(checker: None, app: CKANTestApp) -> Iterator[None]:
    """Be in the middle of a request made in French."""
    with app.flask_app.test_request_context(environ_overrides={"CKAN_LANG": "fr"}):
        yield


def _empty() -> None:
    get_queue().empty()
    shutil.rmtree(config.folder(), ignore_errors=True)
