"""A file becomes a table on the CKAN of this environment as it does on the newest."""

from tests.extension.deposits.conftest import in_request, ready, world
from tests.extension.deposits.test_publishing import *  # noqa: F403 - the same tests
from tests.extension.deposits.test_versions import *  # noqa: F403

__all__ = ["in_request", "ready", "world"]
