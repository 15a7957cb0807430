"""Every check, in the order in which a report lists them."""

from typing import Protocol

from pipelines.validate.guidelines import (
    entete_unique,
    format_fichier,
    licence,
    lien_telechargement,
    relidi_condon_boolee,
    relidi_condon_datheu,
    relidi_condon_nombre,
    relidi_condon_valinc,
    relidi_confic_epsg,
    relidi_confic_pascom,
    relidi_confic_separateur_virgule,
    relidi_confic_utf8,
    relidi_description_champs,
    relidi_ressource_complementaire,
)
from pipelines.validate.guidelines.observed import Observed
from pipelines.validate.guidelines.verdict import Verdict


class Check(Protocol):
    """Describe the module of a check: the portal's field, its sentence, its rule's source."""

    @property
    def CODE(self) -> str: ...  # noqa: N802 - a constant of the module
    @property
    def TITLE(self) -> str: ...  # noqa: N802
    @property
    def SOURCE(self) -> str: ...  # noqa: N802

    @staticmethod
    def judge(observed: Observed) -> Verdict:
        """Answer the guideline from what was observed."""
        ...


CHECKS: tuple[Check, ...] = (
    format_fichier,
    licence,
    relidi_description_champs,
    relidi_confic_separateur_virgule,
    relidi_confic_utf8,
    relidi_confic_epsg,
    relidi_confic_pascom,
    relidi_condon_valinc,
    relidi_condon_datheu,
    relidi_condon_nombre,
    relidi_condon_boolee,
    relidi_ressource_complementaire,
    lien_telechargement,
    entete_unique,
)
