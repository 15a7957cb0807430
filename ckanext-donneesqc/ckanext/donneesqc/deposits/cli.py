"""Commands of the portal's operators: `ckan donneesqc-deposits …`."""

import signal

import click
from ckanext.donneesqc.deposits.work import loop

__all__ = ["deposits"]


@click.group("donneesqc-deposits", short_help="Dépôts de données.")
def deposits() -> None:
    """Dépôts de données."""


@deposits.command(short_help="Traite les dépôts, jusqu’à ce qu’on l’arrête.")
@click.pass_context
def work(context: click.Context) -> None:
    """Traite les dépôts dans leur ordre, jusqu’à ce qu’on l’arrête.

    On peut en lancer plusieurs, sur plusieurs machines : un jeu de données n’est jamais
    traité par deux à la fois, et ce qu’un arrêt brutal interrompt est repris.
    """
    ended = []
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: ended.append(True))
    loop.run(lambda: bool(ended), context.meta["flask_app"].test_request_context)
