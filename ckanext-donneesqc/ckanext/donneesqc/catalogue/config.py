"""Give CKAN's options the values of a portal for Québec, unless the ini says otherwise."""

from pathlib import Path

import yaml
from ckan.common import CKANConfig
from ckan.config.declaration import Declaration, Key
from ckanext.datastore.plugin import sql_functions_allowlist_file

ROOM = Path(__file__).parent
OPTIONS = ROOM / "config_declaration.yaml"
DEFAULTS: dict[str, object] = {
    "ckan.locale_default": "fr",
    "ckan.locales_offered": ["fr", "en"],
    "ckan.locale_order": ["fr", "en"],
    "ckan.site_title": "Données ouvertes du Québec",
    "ckan.favicon": "/donneesqc/images/favicon.svg",
    # No address of a reader is sent to another host: no Gravatar, no remote picture.
    "ckan.gravatar_default": "disabled",
    "ckan.template_title_delimiter": "|",
    "ckan.cors.origin_allow_all": True,
    "licenses_group_url": f"file://{ROOM / 'licenses.json'}",
}
# What open data are asked with; CKAN's list has functions that make gigabytes of nothing.
SQL_FUNCTIONS = "ckan.datastore.sqlsearch.allowed_functions_file"
# ckanext-dcat declares these after us: they are replaced once all options have their value.
DCAT_DEFAULTS = {
    "ckanext.dcat.rdf.profiles": ("euro_dcat_ap_3", "donneesqc"),
    "ckanext.dcat.structured_data.profiles": (["schemaorg"], ["donneesqc_schemaorg"]),
}


def declare(declaration: Declaration) -> None:
    """Declare our options and change CKAN's defaults to DEFAULTS; a value in the ini wins."""
    official = declaration.declare_bool(Key.from_string("donneesqc.official"), False)
    official.set_description(
        "Whether the Government of Québec publishes this portal; if not, every page says so."
    )
    declaration.load_dict(yaml.safe_load(OPTIONS.read_text(encoding="utf-8")))
    for name, value in DEFAULTS.items():
        if name in declaration:  # `ckan config declaration donneesqc` looks at us alone
            declaration[Key.from_string(name)].set_default(value)


def replace_others_defaults(config: CKANConfig) -> None:
    """Put our values where other extensions would use their own defaults."""
    if config.get(SQL_FUNCTIONS) in (None, "", sql_functions_allowlist_file()):
        config[SQL_FUNCTIONS] = str(ROOM / "sql_functions.txt")
    for name, (theirs, ours) in DCAT_DEFAULTS.items():
        if config.get(name) in (None, "", theirs):
            config[name] = ours
