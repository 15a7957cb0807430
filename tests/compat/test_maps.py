"""A file becomes a map on the CKAN of this environment as it does on the newest."""

from tests.extension.geo.conftest import atlas, ready
from tests.extension.geo.test_map import *  # noqa: F403 - the same tests
from tests.extension.geo.test_territories import *  # noqa: F403

__all__ = ["atlas", "ready"]
