"""Wire the room `catalogue` into CKAN: look, words, search, dataset form, safety."""

from pathlib import Path

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan.common import CKANConfig
from ckan.config.declaration import Declaration, Key
from ckan.lib.plugins import DefaultTranslation
from ckan.types import CKANApp
from ckanext.donneesqc import compat
from ckanext.donneesqc.catalogue import (
    assets,
    cli,
    csp,
    facets,
    feed,
    helpers,
    preview,
    search,
    tables,
    translations,
    validators,
    visits,
)
from ckanext.donneesqc.catalogue import config as options

ROOM = Path(__file__).parent


@tk.blanket.helpers(helpers)
@tk.blanket.validators(validators)
@tk.blanket.cli(cli)
@tk.blanket.actions(
    {"package_search": search.package_search, "datastore_create": tables.datastore_create}
)
class CataloguePlugin(p.SingletonPlugin, DefaultTranslation):
    """The plugin `donneesqc`: what every page of the portal shares."""

    p.implements(p.IConfigDeclaration)
    p.implements(p.IConfigurer)
    p.implements(p.IFacets, inherit=True)
    p.implements(p.IPackageController, inherit=True)
    p.implements(p.IFeed)
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
        options.replace_others_defaults(config)

    # IFacets: the same on the search page, a category's and an organisation's
    def dataset_facets(self, facets_dict: dict, package_type: str) -> dict:
        return facets.portal_facets(facets_dict)

    def group_facets(self, facets_dict: dict, group_type: str, package_type: str | None) -> dict:
        return facets.portal_facets(facets_dict)

    def organization_facets(
        self, facets_dict: dict, organization_type: str, package_type: str | None
    ) -> dict:
        return facets.portal_facets(facets_dict)

    # IPackageController
    def before_dataset_index(self, pkg_dict: dict) -> dict:
        return facets.prepare_for_index(pkg_dict)

    def before_dataset_search(self, search_params: dict) -> dict:
        return search.ask_in_french(search_params)

    def after_dataset_search(self, search_results: dict, search_params: dict) -> dict:
        facets.label_values(search_results["search_facets"])
        return search_results

    # IFeed
    def get_feed_class(self) -> type[feed.PortalFeed]:
        return feed.PortalFeed

    def get_item_additional_fields(self, dataset_dict: dict) -> dict:
        return {"package": dataset_dict}

    # IMiddleware
    def make_middleware(self, app: CKANApp, config: CKANConfig) -> CKANApp:
        csp.protect(app)
        preview.replace_views(app)
        visits.forget_marks(app)
        translations.refresh_scripts()
        assets.keep_addresses()
        return app

    # ITranslation: one plugin carries the translations of every room
    def i18n_directory(self) -> str:
        return str(translations.I18N)
