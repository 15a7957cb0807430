"""Wire the room `reference` into CKAN: reference datasets, their addresses and their register."""

from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan.common import CKANConfig
from ckan.config.declaration import Declaration, Key
from ckan.types import Context
from ckanext.donneesqc.reference import (
    actions,
    auth,
    config,
    exported,
    helpers,
    jobs,
    register,
    validators,
    views,
)
from ckanext.donneesqc.reference.certification import actions as certification_actions
from ckanext.donneesqc.reference.certification import auth as certification_auth
from ckanext.donneesqc.reference.certification import facet, guarded, promised, runs

NOTICE, KEPT = "donneesqc_deposits:notice", "donneesqc_deposits:kept"
ERASED = "donneesqc_deposits:erased"


@tk.blanket.actions(
    {
        **guarded.ACTIONS,
        **{
            name: getattr(module, name)
            for module in (actions, certification_actions)
            for name in module.__all__
        },
    }
)
@tk.blanket.auth_functions(
    {
        name: getattr(module, name)
        for module in (auth, certification_auth)
        for name in module.__all__
    }
)
@tk.blanket.blueprints([views.pages, views.services])
@tk.blanket.helpers(helpers)
@tk.blanket.validators(validators)
class ReferencePlugin(p.SingletonPlugin):
    """The plugin `donneesqc_reference`: reference data that can be trusted."""

    p.implements(p.IConfigDeclaration)
    p.implements(p.IConfigurer)
    p.implements(p.IConfigurable)
    p.implements(p.IFacets, inherit=True)
    p.implements(p.IPackageController, inherit=True)
    p.implements(p.ISignal)

    # IConfigDeclaration
    def declare_config_options(self, declaration: Declaration, key: Key) -> None:
        config.declare(declaration)

    # IConfigurer
    def update_config(self, config: CKANConfig) -> None:
        tk.add_template_directory(config, "templates")
        tk.add_resource("assets/donneesqc_reference", "donneesqc_reference")

    # IConfigurable
    def configure(self, config: CKANConfig) -> None:
        exported.offer()

    # IFacets
    def dataset_facets(self, facets_dict: dict, package_type: str) -> dict:
        return facet.with_ours(facets_dict)

    def group_facets(self, facets_dict: dict, group_type: str, package_type: str | None) -> dict:
        return facet.with_ours(facets_dict)

    def organization_facets(
        self, facets_dict: dict, organization_type: str, package_type: str | None
    ) -> dict:
        return facet.with_ours(facets_dict)

    # IPackageController
    def before_dataset_index(self, pkg_dict: dict) -> dict:
        return facet.add_to_index(pkg_dict)

    def after_dataset_search(self, search_results: dict, search_params: dict) -> dict:
        facet.label_values(search_results.get("search_facets", {}))
        return search_results

    # IPackageController, within the transaction that writes the dataset
    def after_dataset_update(self, context: Context, pkg_dict: dict) -> None:
        jobs.follow(pkg_dict["id"])

    def after_dataset_delete(self, context: Context, pkg_dict: dict) -> None:
        jobs.follow(pkg_dict["id"])

    # ISignal
    def get_signal_subscriptions(self) -> dict[Any, Any]:
        return {
            tk.signals.ckanext.signal(NOTICE): [promised.notice],
            tk.signals.ckanext.signal(KEPT): [promised.identifiers],
            tk.signals.ckanext.signal(ERASED): [register.forget_names, runs.forget_samples],
        }
