"""Give CKAN's options the values of a portal for Québec, unless the ini says otherwise."""

from ckan.config.declaration import Declaration, Key

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
}


def declare(declaration: Declaration) -> None:
    """Declare our options and change CKAN's defaults to DEFAULTS; a value in the ini wins."""
    official = declaration.declare_bool(Key.from_string("donneesqc.official"), False)
    official.set_description(
        "Whether the Government of Québec publishes this portal; if not, every page says so."
    )
    for name, value in DEFAULTS.items():
        declaration[Key.from_string(name)].set_default(value)
