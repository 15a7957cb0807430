"""A portal on which sets of reference are published."""

from collections.abc import Callable, Iterator

import pytest
from ckan.tests.helpers import CKANTestApp

from tests.extension.reference.library import Library, make_library


@pytest.fixture
def library(
    non_clean_db: None,
    with_plugins: None,
    migrate_db_for: Callable[[str], None],
    app: CKANTestApp,
) -> Iterator[Library]:
    """Give an organisation and its editor, in the middle of a request made in French."""
    for plugin in ("donneesqc_deposits", "donneesqc_geo", "donneesqc_reference"):
        migrate_db_for(plugin)
    with app.flask_app.test_request_context(environ_overrides={"CKAN_LANG": "fr"}):
        yield make_library(app)
