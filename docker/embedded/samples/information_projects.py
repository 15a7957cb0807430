"""Invented projects in information resources of invented bodies, followed over three publications.

No body, project, cost or indicator is real: each name says « fictif » or « fictive ».
"""

import csv
import io
import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

SEED = "donneesqc-ri-1"
PROJECTS_PER_BODY = 4
MARK = "\ufeff"
MINISTRIES = "Ministères et organismes"
PHASES = ("Avant-projet", "Planification", "Exécution", "Clôture", "Terminé")
SUSPENDED = "Suspendu"
UNDECLARED, STOPPED = 0.1, 0.05
COLOURS = ("vert", "vert", "vert", "jaune", "rouge", "")


@dataclass(frozen=True)
class Body:
    """One invented public body; the portfolio's name is real."""

    code: str
    name: str
    network: str
    portfolio: str


BODIES = (
    Body("MFP", "Ministère fictif des Passerelles", MINISTRIES, "Transports et Mobilité durable"),
    Body("MFR", "Ministère fictif des Registres", MINISTRIES, "Cybersécurité et Numérique"),
    Body("MFB", "Ministère fictif des Boisés", MINISTRIES, "Ressources naturelles et Forêts"),
    Body("RFD", "Régie fictive des Droits de pesée", MINISTRIES, "Finances"),
    Body("CFR", "Cégep fictif de la Rivière", "Cégeps", "Enseignement supérieur"),
    Body("CFM", "Cégep fictif de la Montagne", "Cégeps", "Enseignement supérieur"),
    Body("CFA", "Cégep fictif de l'Anse", "Cégeps", "Enseignement supérieur"),
    Body("UFF", "Université fictive du Fjord", "Universités", "Enseignement supérieur"),
    Body("UFP", "Université fictive des Plaines", "Universités", "Enseignement supérieur"),
    Body("CSFE", "Centre de services scolaire fictif des Érables", "Centres de services scolaires",
         "Éducation"),
    Body("CSFO", "Centre de services scolaire fictif des Outardes", "Centres de services scolaires",
         "Éducation"),
    Body("CSFL", "Centre de services scolaire fictif des Lacs", "Centres de services scolaires",
         "Éducation"),
)  # fmt: skip
WORKS = (
    "Refonte fictive du portail des services",
    "Remplacement fictif du système de gestion des dossiers",
    "Migration fictive des serveurs vers l'infonuagique",
    "Modernisation fictive du système financier",
    "Déploiement fictif de l'authentification forte",
    "Réseau sans fil fictif des établissements",
    "Entrepôt fictif de données ministérielles",
    "Système fictif de gestion des études",
)


@dataclass(frozen=True)
class Publication:
    """One dated issue; `for_excel`: labels in French, semicolons, decimal commas and a mark."""

    day: date
    for_excel: bool = False


PUBLICATIONS = (
    Publication(date(2025, 3, 31)),
    Publication(date(2025, 9, 30), for_excel=True),
    Publication(date(2026, 3, 31)),
)
COLUMNS = {
    "date_mise_a_jour": "Date de mise à jour",
    "organisme_responsable": "Organisme responsable",
    "reseau": "Réseau",
    "portefeuille": "Portefeuille",
    "numero_projet": "Numéro du projet",
    "titre_projet": "Titre du projet",
    "phase": "Phase",
    "cout_autorise": "Coût autorisé ($)",
    "cout_prevu": "Coût prévu ($)",
    "date_debut_autorisee": "Date de début autorisée",
    "date_fin_autorisee": "Date de fin autorisée",
    "date_debut_prevue": "Date de début prévue",
    "date_fin_prevue": "Date de fin prévue",
    "indicateur_portee": "Indicateur de portée",
    "indicateur_echeancier": "Indicateur d'échéancier",
    "indicateur_cout": "Indicateur de coût",
}


@dataclass(frozen=True)
class State:
    """What a body declares of a project on one day; None or "" is « not declared »."""

    number: str
    title: str
    body: Body
    phase: str
    authorized: int | None
    forecast: float | None
    start: date
    end: date
    late: int
    colours: tuple[str, str, str]


def render_projects(publication: Publication) -> bytes:
    """Write one publication of the invented dashboard."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n", delimiter=";" if publication.for_excel else ",")
    writer.writerow(COLUMNS.values() if publication.for_excel else COLUMNS)
    writer.writerows(_cells(state, publication) for state in states(publication))
    return ((MARK if publication.for_excel else "") + out.getvalue()).encode()


def states(publication: Publication) -> list[State]:
    """Return the projects of one publication: those begun by then and not yet over for long."""
    rank = PUBLICATIONS.index(publication)
    histories = [_history(body, number) for body in BODIES for number in range(PROJECTS_PER_BODY)]
    return [state for history in histories if (state := history[rank])]


def _history(body: Body, number: int) -> list[State | None]:
    """Return a project's state at each publication; None when the dashboard lacks it."""
    drawn = random.Random(f"{SEED}/{body.code}/{number}")  # noqa: S311 - a sample, not a secret
    first = drawn.choice((0, 0, 0, 1, 2))
    state = _first_state(body, number, drawn)
    history: list[State | None] = [None] * first
    while len(history) < len(PUBLICATIONS) and state.phase != PHASES[-1]:
        history.append(state)
        state = _next_state(state, drawn)
    finished = [state] if state.phase == PHASES[-1] else []
    return [*history, *finished, None, None][: len(PUBLICATIONS)]


def _first_state(body: Body, number: int, drawn: random.Random) -> State:
    start = date(2024, drawn.randint(1, 12), 1)
    phase = drawn.choice(PHASES[:3])
    authorized = None if phase == PHASES[0] else drawn.randint(6, 240) * 100_000
    forecast = drawn.randint(6, 240) * 100_000 if authorized is None else authorized
    return State(
        number=f"{body.code}-{start.year}-{number + 1:03}",
        title=WORKS[(number + BODIES.index(body)) % len(WORKS)],
        body=body,
        phase=phase,
        authorized=authorized,
        forecast=forecast if drawn.random() > UNDECLARED else None,
        start=start,
        end=_month_end(start.year + drawn.randint(2, 4), drawn.randint(1, 12)),
        late=0,
        colours=_colours(drawn, phase),
    )


def _next_state(state: State, drawn: random.Random) -> State:
    """Let six months pass: the phase may advance, the cost and the end may slip."""
    phase = _next_phase(state.phase, drawn)
    authorized = state.authorized
    if authorized is None and phase != PHASES[0]:
        authorized = round(state.forecast or drawn.randint(6, 240) * 100_000)
    slip, cents = drawn.choice((1.0, 1.0, 1.02, 1.08, 1.21)), drawn.choice((0, 0, 0.5, 1250.75))
    return replace(
        state,
        phase=phase,
        authorized=authorized,
        forecast=None if state.forecast is None else round(state.forecast * slip + cents, 2),
        late=state.late + drawn.choice((0, 0, 60, 150)),
        colours=_colours(drawn, phase),
    )


def _next_phase(phase: str, drawn: random.Random) -> str:
    if phase == SUSPENDED:
        return PHASES[1]
    if drawn.random() < STOPPED:
        return SUSPENDED
    return PHASES[min(PHASES.index(phase) + drawn.choice((0, 1)), len(PHASES) - 1)]


def _colours(drawn: random.Random, phase: str) -> tuple[str, str, str]:
    """Draw the declared indicators; a project not yet authorized has none."""
    scope, schedule, cost = (drawn.choice(COLOURS) for _ in range(3))
    return ("", "", "") if phase == PHASES[0] else (scope, schedule, cost)


def _month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _cells(state: State, publication: Publication) -> list[str]:
    planned = state.authorized is not None
    return [
        publication.day.isoformat(),
        state.body.name,
        state.body.network,
        state.body.portfolio,
        state.number,
        state.title,
        state.phase,
        _money(state.authorized, publication),
        _money(state.forecast, publication),
        state.start.isoformat() if planned else "",
        state.end.isoformat() if planned else "",
        state.start.isoformat(),
        (state.end + timedelta(days=state.late)).isoformat(),
        *state.colours,
    ]


def _money(dollars: float | None, publication: Publication) -> str:
    if dollars is None:
        return ""
    text = f"{dollars:.2f}".removesuffix(".00")
    return text.replace(".", ",") if publication.for_excel else text
