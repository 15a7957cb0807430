"""Keep the French of CKAN's scripts as fresh as that of its pages."""

import logging
from pathlib import Path

from ckan.lib.i18n import build_js_translations, get_js_translations_dir

I18N = Path(__file__).parents[1] / "i18n"
FRENCH = I18N / "fr" / "LC_MESSAGES" / "ckanext-donneesqc.po"

log = logging.getLogger(__name__)


def refresh_scripts() -> None:
    """Do what `ckan translation js` does when our French is newer than what the scripts get.

    Without it the scripts of CKAN, its table preview's among them, speak English. A folder that
    can't be written is reported and stops nothing: the pages themselves don't depend on it.
    """
    written = Path(get_js_translations_dir()) / "fr.js"
    try:
        if not written.exists() or written.stat().st_mtime < FRENCH.stat().st_mtime:
            build_js_translations()
    except OSError as reason:
        log.warning("The French of the scripts can't be written: %s", reason)
