"""Wire the room `validation` into CKAN: the page « Vérifier un fichier » and its API."""

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan.common import CKANConfig
from ckan.config.declaration import Declaration, Key
from ckanext.donneesqc.validation import actions, auth, config, uploads, validators, views


@tk.blanket.actions(actions)
@tk.blanket.auth_functions(auth)
@tk.blanket.blueprints([views.checker])
@tk.blanket.validators(validators)
class ValidationPlugin(p.SingletonPlugin):
    """The plugin `donneesqc_validation`: files checked for those who can install nothing."""

    p.implements(p.IConfigDeclaration)
    p.implements(p.IConfigurer)
    p.implements(p.IConfigurable)

    # IConfigDeclaration
    def declare_config_options(self, declaration: Declaration, key: Key) -> None:
        config.declare(declaration)

    # IConfigurer
    def update_config(self, config: CKANConfig) -> None:
        tk.add_template_directory(config, "templates")
        tk.add_resource("assets/donneesqc_validation", "donneesqc_validation")

    # IConfigurable: what a machine that went down left behind goes when the portal is back
    def configure(self, config: CKANConfig) -> None:
        uploads.sweep()
