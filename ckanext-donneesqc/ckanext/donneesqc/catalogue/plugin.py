"""Wire the room `catalogue` into CKAN: look, words, search, dataset form, safety."""

from pathlib import Path

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan.common import CKANConfig
from ckan.config.declaration import Declaration, Key
from ckan.lib.plugins import DefaultTranslation
from ckan.types import CKANApp
from ckanext.donneesqc import compat
from ckanext.donneesqc.catalogue import config as options
from ckanext.donneesqc.catalogue import csp, helpers

ROOM = Path(__file__).parent


@tk.blanket.helpers(helpers)
class CataloguePlugin(p.SingletonPlugin, DefaultTranslation):
    """The plugin `donneesqc`: what every page of the portal shares."""

    p.implements(p.IConfigDeclaration)
    p.implements(p.IConfigurer)
    p.implements(p.IMiddleware, inherit=True)
    p.implements(p.ITranslation)

    # IConfigDeclaration
    def declare_config_options(self, declaration: Declaration, key: Key) -> None:
        options.declare(declaration)

    # IConfigurer
    def update_config(self, config: CKANConfig) -> None:
        tk.add_template_directory(config, "templates")
        compat.add_template_variants(config, ROOM)
        tk.add_public_directory(config, "assets")
        tk.add_resource("assets/donneesqc", "donneesqc")

    # IMiddleware
    def make_middleware(self, app: CKANApp, config: CKANConfig) -> CKANApp:
        csp.protect(app)
        return app

    # ITranslation: one plugin carries the translations of every room
    def i18n_directory(self) -> str:
        return str(ROOM.parent / "i18n")
