"""Commands of the portal's operators: `ckan donneesqc …`."""

import ckan.plugins.toolkit as tk
import click
from ckanext.donneesqc.catalogue.preparation import Prepared, prepare_portal

from pipelines.sources import read_sources

__all__ = ["donneesqc"]


@click.group(short_help="Administration du portail Données Québec.")
def donneesqc() -> None:
    """Administration du portail Données Québec."""


@donneesqc.command(short_help="Crée les catégories, les organisations et les rôles.")
@click.option(
    "--compte", default="pipeline", show_default=True, help="Compte qui publie les sources."
)
def prepare(compte: str) -> None:
    """Crée ce qu’il faut pour publier; sans effet si tout est déjà en place.

    Les 12 catégories, les organisations nommées par les sources, et le rôle d’édition
    du compte qui publie dans chacune.
    """
    cards = [source.dataset.organization for source in read_sources()[0]]
    try:
        prepared = prepare_portal({card.name: card.title for card in cards}, compte)
    except tk.ObjectNotFound as missing:
        raise click.ClickException(
            f"Le compte « {compte} » n’existe pas. "
            f"Créez-le avec « ckan user add {compte} », puis relancez la commande."
        ) from missing
    for line in _describe(prepared):
        click.echo(line)


def _describe(prepared: Prepared) -> list[str]:
    """Return what was done, one sentence a line."""
    lines = []
    if prepared.categories:
        lines.append(f"Catégories créées : {', '.join(prepared.categories)}.")
    if prepared.organizations:
        lines.append(f"Organisations créées : {', '.join(prepared.organizations)}.")
    if prepared.roles:
        lines.append(f"Rôle d’édition donné dans {len(prepared.roles)} groupes et organisations.")
    return lines or ["Le portail est prêt : rien à faire."]
