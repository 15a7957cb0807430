"""Write the portal's configuration from the container's secrets, then become the command."""

import os
import sys
from pathlib import Path
from string import Template

TEMPLATE = Path(__file__).parents[1] / "services" / "ckan" / "ckan.ini"
SECRETS = {
    "secret_key": "ckan_secret_key",
    "csrf_key": "ckan_csrf_key",
    "jwt_key": "ckan_jwt_key",
    "ckan_password": "postgres_ckan_password",
    "reader_password": "postgres_reader_password",
    "redis_password": "redis_password",
}
PLACES = {
    "storage": "/var/lib/ckan",
    "postgres": "postgres:5432",
    "redis": "redis:6379",
    "solr": "solr:8983",
}


def values(folder: Path) -> dict[str, str]:
    """Return what the template leaves open; raises KeyError or OSError for what is not given."""
    return {
        **PLACES,
        **{key: (folder / name).read_text("utf-8").strip() for key, name in SECRETS.items()},
        "site_url": os.environ["DONNEESQC_SITE_URL"].rstrip("/"),
        "https": os.environ["DONNEESQC_HTTPS"],
    }


def main() -> None:
    """Write the configuration where only this account reads it, and become the command."""
    os.umask(0o077)
    folder = Path(os.environ.get("SECRETS_FOLDER", "/run/secrets"))
    text = Template(TEMPLATE.read_text("utf-8")).substitute(values(folder))
    Path(os.environ["CKAN_INI"]).write_text(text, encoding="utf-8")
    os.umask(0o022)
    os.execvp(sys.argv[1], sys.argv[1:])  # noqa: S606 - the command of the image or of the operator


if __name__ == "__main__":
    main()
