"""Give CKAN's options the values of a portal for Québec, unless the ini says otherwise."""

from ckan.config.declaration import Declaration, Key

DEFAULTS: dict[str, object] = {
    "ckan.locale_default": "fr",
    "ckan.locales_offered": ["fr", "en"],
    "ckan.locale_order": ["fr", "en"],
    "ckan.site_title": "Données ouvertes du Québec",
    "ckan.favicon": "/donneesqc/favicon.svg",
    # No address of a reader is sent to another host: no Gravatar, no remote picture.
    "ckan.gravatar_default": "disabled",
    "ckan.template_title_delimiter": "|",
    "ckan.cors.origin_allow_all": True,
}


def set_defaults(declaration: Declaration) -> None:
    """Change the default of each option of DEFAULTS; a value in the ini still wins."""
    for name, value in DEFAULTS.items():
        declaration[Key.from_string(name)].set_default(value)
