"""What a person reads of the DAGs in Airflow, in French."""

from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.sources import Source


@dataclass(frozen=True)
class Words:
    """Name a family of sources and say what its DAG does."""

    title: str
    description: str


FAMILIES = {
    "budget": Words(
        "Budget – budgets et crédits",
        "Budget de dépenses et crédits des ministères et organismes, par programme et élément.",
    ),
    "projects": Words(
        "Projets – tableaux de bord",
        "Projets d’infrastructures et en ressources informationnelles, à chaque publication.",
    ),
    "reference": Words(
        "Référence – budget et organismes",
        "Portefeuilles, programmes, supercatégories, fonds spéciaux, ministères et organismes.",
    ),
    "spending": Words(
        "Dépenses – comptes publics",
        "Dépenses du fonds général et des fonds spéciaux, selon le volume 2 des comptes publics.",
    ),
    "territory": Words(
        "Territoire – données de référence",
        "Régions administratives, MRC et territoires équivalents, municipalités.",
    ),
}

SOURCES_PARAM = """\
Les sources à traiter; aucune veut dire toutes. Une source en pause (variable Airflow
`sources_en_pause`) n’est pas traitée.
"""
PUBLICATIONS_PARAM = """\
Les publications à traiter, une par ligne, par exemple `2023-12-08` ou `2024-2025`; aucune veut
dire toutes. Choisissez aussi la source\u00a0: une source sans publication de ce nom finit en échec.
"""
DOC = """\
{description}

| Source | Jeu de données | Organisation | Calendrier (heure de Montréal) |
| --- | --- | --- | --- |
{rows}

**Étapes de chaque source**\u00a0: télécharger, décoder, conformer, valider, publier. Une
publication refusée s’arrête à l’étape qui la refuse; ce qui est déjà publié reste en place et les
autres publications continuent. L’étape «\u00a0Bilan\u00a0» affiche ce que chaque source est
devenue et finit en échec si l’une d’elles n’a pas tout publié.

- **Traiter une seule source**\u00a0: déclenchez le DAG avec `{{"sources": ["{example}"]}}`.
- **Reprendre une publication passée**\u00a0:
  `{{"sources": ["{example}"], "publications": ["…"]}}`.
- **Mettre une source en pause**\u00a0: créez la variable Airflow `sources_en_pause`, une liste
  JSON de noms, par exemple `["{example}"]`.

*In English*: each source is fetched, decoded, conformed, validated and published; trigger with
`sources` or `publications` to run some only, name sources in the variable `sources_en_pause` to
pause them.
"""


def words(family: str) -> Words:
    """Return a family's words; one that operators add goes by its own name."""
    return FAMILIES.get(family, Words(family, f"Sources de la famille «\u00a0{family}\u00a0»."))


def documentation(family: str, sources: Iterable[Source]) -> str:
    """Return the page that Airflow shows of a family's DAG (Markdown)."""
    sources = tuple(sources)
    return DOC.format(
        description=words(family).description,
        rows="\n".join(_row(source) for source in sources),
        example=sources[0].name,
    )


def _row(source: Source) -> str:
    card = source.dataset
    cells = (f"`{source.name}`", card.fields["title"], card.organization.title, source.calendar)
    return f"| {' | '.join(cells)} |"
