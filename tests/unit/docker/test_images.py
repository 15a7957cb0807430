"""The images: what enters them, how they take their secrets, settings shared by both stacks."""

import os
import re
import stat
import subprocess
import sys
from pathlib import Path
from string import Template

import pytest
from embedded import ckan
from embedded.credentials import Credentials
from embedded.settings import Settings, read_ports

from .conftest import ROOT

IMAGES = ROOT / "docker" / "images"
SERVICES = ROOT / "docker" / "services"
# The container writes its own copy of this file.
OTHERWISE = {"AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE"}


@pytest.fixture(scope="module")
def secrets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of secrets, as an operator makes it."""
    folder = tmp_path_factory.mktemp("compose") / "secrets"
    subprocess.run(["sh", IMAGES / "make-secrets.sh", folder], check=True)
    return folder


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path, tmp_path, tmp_path, read_ports({}), user=None, data=None)


def run(command: list[str | Path], **env: str | Path) -> str:
    places = {name: str(value) for name, value in env.items()}
    environment = {"PATH": os.environ["PATH"], **places}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_secrets_made_are_those_that_the_services_take(secrets: Path, compose: dict) -> None:
    assert {path.name for path in secrets.iterdir()} == set(compose["secrets"])
    known = {*Credentials.__dataclass_fields__, "airflow_fernet_key"}
    assert set(compose["secrets"]) <= known


def test_secrets_are_long_different_and_behind_a_closed_door(secrets: Path) -> None:
    texts = [path.read_text(encoding="ascii").strip() for path in secrets.iterdir()]
    assert len(set(texts)) == len(texts)
    assert min(map(len, texts)) >= 43
    assert stat.S_IMODE(secrets.stat().st_mode) == 0o700


def test_secrets_made_once_stay(secrets: Path) -> None:
    before = {path: path.read_bytes() for path in secrets.iterdir()}
    subprocess.run(["sh", IMAGES / "make-secrets.sh", secrets], check=True)
    assert {path: path.read_bytes() for path in secrets.iterdir()} == before


def test_ckan_starts_with_its_whole_configuration_and_nobody_else_reads_it(
    secrets: Path, tmp_path: Path
) -> None:
    ini = tmp_path / "ckan.ini"
    # As in the image, services/ is beside the entrypoint's folder.
    (tmp_path / "services").symlink_to(SERVICES)
    (tmp_path / "image").symlink_to(IMAGES / "ckan")
    command = [sys.executable, tmp_path / "image" / "entrypoint.py", "cat", ini]
    site = {"DONNEESQC_SITE_URL": "https://donnees.exemple.quebec/", "DONNEESQC_HTTPS": "true"}
    text = run(command, SECRETS_FOLDER=secrets, CKAN_INI=ini, **site)
    assert "ckan.site_url = https://donnees.exemple.quebec\n" in text
    assert "SESSION_COOKIE_SECURE = true" in text
    key = (secrets / "ckan_secret_key").read_text(encoding="ascii")
    assert f"SECRET_KEY = {key}\n" in text
    assert stat.S_IMODE(ini.stat().st_mode) == 0o600


def test_ckan_fills_in_what_the_embedded_stack_fills_in(settings: Settings) -> None:
    sys.path.insert(0, str(IMAGES / "ckan"))
    try:
        import entrypoint  # noqa: PLC0415 - the image's own script
    finally:
        sys.path.pop(0)
    names = {*entrypoint.PLACES, *entrypoint.SECRETS, "site_url", "https"}
    secrets = Credentials(**dict.fromkeys(Credentials.__dataclass_fields__, "x"))
    assert names == set(ckan.values(settings, secrets))
    template = Template((SERVICES / "ckan" / "ckan.ini").read_text(encoding="utf-8"))
    assert set(template.get_identifiers()) <= names


def test_airflow_has_the_same_settings_on_every_node(
    secrets: Path, tmp_path: Path, services: dict
) -> None:
    command: list[str | Path] = ["sh", IMAGES / "airflow" / "entrypoint.sh", "env"]
    words = dict(
        line.split("=", 1)
        for line in run(command, SECRETS_FOLDER=secrets, AIRFLOW_HOME=tmp_path).splitlines()
    )
    password = (secrets / "postgres_airflow_password").read_text(encoding="ascii")
    assert words["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"].endswith(f":{password}@postgres/airflow")
    assert stat.S_IMODE((tmp_path / "accounts.json").stat().st_mode) == 0o600
    airflow = [service for name, service in services.items() if name.startswith("airflow")]
    assert all(service["environment"] == airflow[0]["environment"] for service in airflow)
    assert all(service["secrets"] == airflow[0]["secrets"] for service in airflow)
    source = (ROOT / "docker" / "embedded" / "airflow.py").read_text(encoding="utf-8")
    embedded = {f"AIRFLOW__{name}" for name in re.findall(r'"([A-Z_]+__[A-Z_]+)":', source)}
    assert len(embedded) >= 15
    assert embedded - OTHERWISE <= {*airflow[0]["environment"], *words}


def test_nginx_fills_in_every_name_of_its_file(services: dict) -> None:
    text = (SERVICES / "nginx" / "nginx.conf").read_text(encoding="utf-8")
    given = services["nginx"]["environment"]
    allowed = re.compile(given["NGINX_ENVSUBST_FILTER"].replace("$$", "$"))
    names = set(re.findall(r"\$\{(\w+)\}", text))
    assert names == {name for name in given if allowed.search(name)}
    # A name without braces is nginx's own: the image must not fill it in.
    assert not names & set(re.findall(r"\$(\w+)", text))


@pytest.mark.parametrize("name", ["ckan", "airflow"])
def test_an_image_is_made_of_what_its_builder_is_sent(name: str) -> None:
    folder = IMAGES / name
    copies = re.findall(r"^COPY (?!--from)(.+)$", (folder / "Dockerfile").read_text(), re.M)
    sources = {source for line in copies for source in line.split()[:-1]}
    assert all((ROOT / source).exists() for source in sources)
    sent = re.findall(r"^!(.+)$", (folder / "Dockerfile.dockerignore").read_text(), re.M)
    for source in sources:
        assert any(source == part or source.startswith(f"{part}/") for part in sent), source


def test_airflow_with_celery_is_the_airflow_of_the_embedded_stack() -> None:
    folder = ROOT / "requirements"
    alone, celery = (
        set((folder / name).read_text(encoding="utf-8").splitlines())
        for name in ("airflow.txt", "airflow-celery.txt")
    )
    assert alone <= celery
