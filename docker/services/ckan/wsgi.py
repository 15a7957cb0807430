"""The WSGI application of the portal; CKAN_INI names its configuration."""

import os
from logging.config import fileConfig
from pathlib import Path

from ckan.cli import CKANConfigLoader
from ckan.config.middleware import make_app
from werkzeug.middleware.proxy_fix import ProxyFix

INI = Path(os.environ["CKAN_INI"]).resolve()
fileConfig(str(INI), disable_existing_loggers=False)
# nginx alone reaches this application, and says whom it asks for
application = ProxyFix(make_app(CKANConfigLoader(str(INI)).get_config()), x_for=1, x_proto=0)
