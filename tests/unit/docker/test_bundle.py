"""The Windows bundle holds all that the command needs, for Windows, and resolves offline."""

import subprocess
from pathlib import Path

import pytest
from embedded import bundle
from embedded.environments import uv
from embedded.settings import read_settings


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Gather the wheels once."""
    folder = tmp_path_factory.mktemp("bundle") / "paquets"
    bundle.gather(read_settings(), folder)
    return folder


def installed(wheels: Path, python: str, target: Path) -> None:
    """Install from the wheels alone, as a Windows PC with this Python would."""
    words = ["pip", "install", "--quiet", "--offline", "--no-index", "--find-links", wheels]
    where = ["--python-platform", "x86_64-pc-windows-msvc", "--python-version", python]
    command = [uv(read_settings()), *words, *where, "--target", target, "ckanext-donneesqc"]
    subprocess.run([str(word) for word in command], check=True)


@pytest.mark.parametrize("python", bundle.PYTHONS)
def test_it_resolves_without_a_network(wheels: Path, python: str, tmp_path: Path) -> None:
    installed(wheels, python, tmp_path)
    assert (tmp_path / "pipelines" / "cli" / "main.py").is_file()
    assert (tmp_path / "pipelines" / "messages" / "catalogue" / "validate.yaml").is_file()
    assert (tmp_path / "pipelines" / "report" / "page.html").is_file()
    assert list((tmp_path / "schemas").rglob("schema.json"))
    assert list(tmp_path.rglob("*.pyd"))
    assert not list(tmp_path.rglob("*.so"))


def test_every_package_is_a_wheel(wheels: Path) -> None:
    assert {path.suffix for path in wheels.iterdir()} == {".whl"}
