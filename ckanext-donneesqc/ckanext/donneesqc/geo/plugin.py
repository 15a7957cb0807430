"""Wire the room `geo` into CKAN: maps of resources."""

from collections.abc import Callable
from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan import model
from ckan.common import CKANConfig
from ckan.config.declaration import Declaration, Key
from ckan.types import Context
from ckanext.donneesqc.geo import (
    actions,
    auth,
    code,
    config,
    files,
    following,
    maps,
    offered,
    views,
)
from ckanext.donneesqc.geo.erasing import erase_all, erase_stale
from ckanext.donneesqc.geo.model import State

ERASED = "donneesqc_deposits:erased"


@tk.blanket.actions(actions)
@tk.blanket.auth_functions(auth)
@tk.blanket.blueprints([views.maps])
class GeoPlugin(p.SingletonPlugin):
    """The plugin `donneesqc_geo`: maps anyone can read."""

    p.implements(p.IConfigDeclaration)
    p.implements(p.IConfigurable)
    p.implements(p.IConfigurer)
    p.implements(p.IPackageController, inherit=True)
    p.implements(p.IResourceView, inherit=True)
    p.implements(p.ISignal)
    p.implements(p.ITemplateHelpers)

    # IConfigDeclaration
    def declare_config_options(self, declaration: Declaration, key: Key) -> None:
        config.declare(declaration)

    # IConfigurer
    def update_config(self, config: CKANConfig) -> None:
        tk.add_template_directory(config, "templates")

    # IConfigurable
    def configure(self, config_: CKANConfig) -> None:
        config.check()

    # IPackageController, within the transaction that writes the dataset
    def after_dataset_create(self, context: Context, pkg_dict: dict) -> None:
        following.follow(pkg_dict)

    def after_dataset_update(self, context: Context, pkg_dict: dict) -> None:
        following.follow(pkg_dict)

    def after_dataset_delete(self, context: Context, pkg_dict: dict) -> None:
        found = model.Package.get(pkg_dict["id"])
        if found is not None:
            erase_all(found.id)

    # IResourceView
    def info(self) -> dict:
        return {
            "name": offered.VIEW,
            "title": tk._("Map"),
            "default_title": tk._("Map"),
            "icon": "map",
            "iframed": False,
            "always_available": False,
        }

    def can_view(self, data_dict: dict) -> bool:
        resource = data_dict["resource"]
        if files.is_geographic(resource):
            return True
        known = maps.known_map(resource["id"]) if files.is_table(resource) else None
        return known is not None and known.state == State.READY

    def setup_template_variables(self, context: Context, data_dict: dict) -> dict:
        return {}

    def view_template(self, context: Context, data_dict: dict) -> str:
        return "geo/map.html"

    def form_template(self, context: Context, data_dict: dict) -> str:
        return "geo/map_form.html"

    # ITemplateHelpers
    def get_helpers(self) -> dict[str, Callable]:
        return {"donneesqc_map_code": code.address, "donneesqc_map_modules": code.modules}

    # ISignal
    def get_signal_subscriptions(self) -> dict[Any, Any]:
        return {tk.signals.ckanext.signal(ERASED): [erase_stale]}
