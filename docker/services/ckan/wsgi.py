"""The WSGI application of the portal; CKAN_INI names its configuration."""

import os
from logging.config import fileConfig
from pathlib import Path

from ckan.cli import CKANConfigLoader
from ckan.config.middleware import make_app

INI = Path(os.environ["CKAN_INI"]).resolve()
fileConfig(str(INI), disable_existing_loggers=False)
application = make_app(CKANConfigLoader(str(INI)).get_config())
