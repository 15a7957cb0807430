"""Wire the room `deposits` into CKAN: files sent, checked, loaded, published, withdrawn."""

from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan.common import CKANConfig
from ckan.config.declaration import Declaration, Key
from ckan.types import Context
from ckanext.donneesqc.deposits import (
    auth,
    cli,
    config,
    form,
    helpers,
    identity,
    referring,
    validators,
    views,
)
from ckanext.donneesqc.deposits.actions import ACTIONS

REFERRING = "donneesqc_reference:referring"


@tk.blanket.actions(
    {
        **ACTIONS,
        "resource_create": form.resource_create,
        "resource_update": form.resource_update,
    }
)
@tk.blanket.auth_functions(auth)
@tk.blanket.blueprints([views.pages])
@tk.blanket.cli(cli)
@tk.blanket.helpers(helpers)
@tk.blanket.validators(validators)
class DepositsPlugin(p.SingletonPlugin):
    """The plugin `donneesqc_deposits`: publishing that loses nothing."""

    p.implements(p.IConfigDeclaration)
    p.implements(p.IConfigurer)
    p.implements(p.IPackageController, inherit=True)
    p.implements(p.ISignal)

    # IConfigDeclaration
    def declare_config_options(self, declaration: Declaration, key: Key) -> None:
        config.declare(declaration)

    # IPackageController, within the transaction that writes the dataset
    def after_dataset_create(self, context: Context, pkg_dict: dict) -> None:
        identity.refuse_foreign_tables(pkg_dict)

    def after_dataset_update(self, context: Context, pkg_dict: dict) -> None:
        identity.refuse_foreign_tables(pkg_dict)

    # ISignal
    def get_signal_subscriptions(self) -> dict[Any, Any]:
        return {tk.signals.ckanext.signal(REFERRING): [referring.tables_referring]}

    # IConfigurer
    def update_config(self, config: CKANConfig) -> None:
        tk.add_template_directory(config, "templates")
        tk.add_public_directory(config, "assets")
        tk.add_resource("assets/donneesqc_deposits", "donneesqc_deposits")
