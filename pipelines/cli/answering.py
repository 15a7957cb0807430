"""Speak to a portal for a person: wait while it is away, say why it refuses."""

import sys
from dataclasses import dataclass

from pipelines.messages import message
from pipelines.publish import Portal
from pipelines.publish.patience import away, patiently
from pipelines.publish.portal import DENIED, NOT_FOUND, Part, PortalRefusal, Upload

WHO = "user_show"
# What may be asked twice, and that nothing else tries again.
PATIENT = (
    "donneesqc_deposit_create", "donneesqc_deposit_list",
    "donneesqc_version_list", "donneesqc_version_show", "donneesqc_version_diff",
)  # fmt: skip


@dataclass(frozen=True)
class Answering(Portal):
    """Speak to a portal as `Portal` does; its refusals are sentences for a person.

    They keep the portal's status: who tries again knows them by it.
    """

    language: str = "fr"

    def call(self, action: str, data: dict, upload: Upload | Part | None = None) -> dict:
        """Return the result of an action; raises Refusal."""
        if action not in PATIENT:
            return self._explained(action, data, upload)
        return patiently(lambda: self._explained(action, data, upload), told=self._wait, again=away)

    def _explained(self, action: str, data: dict, upload: Upload | Part | None) -> dict:
        try:
            return super().call(action, data, upload)
        except PortalRefusal as refusal:
            code = self._code(action, refusal)
            raise PortalRefusal(
                code, refusal.status, refusal.error, **{**refusal.values, "portal": self.address}
            ) from refusal

    def _code(self, action: str, refusal: PortalRefusal) -> str:
        if away(refusal):
            return "portal-away"
        if refusal.status in DENIED and action != WHO:
            return self._denied(refusal)
        return refusal.code

    def _denied(self, refusal: PortalRefusal) -> str:
        """Return whether it is the token that isn't known or the account that may not.

        CKAN takes a wrong token for nobody's: it answers 404 or 403 to « who am I? ».
        """
        try:
            super().call(WHO, {})
        except PortalRefusal as answer:
            unknown = answer.status in DENIED or (answer.status == NOT_FOUND and answer.error)
            return "portal-token-refused" if unknown else refusal.code
        return "portal-no-right"

    def _wait(self, pause: float) -> None:
        said = message("command-wait-away", self.language, seconds=round(pause))
        print(said, file=sys.stderr, flush=True)  # noqa: T201 - the command speaks here


def answering(portal: Portal, language: str) -> Answering:
    """Return the portal, speaking to a person."""
    return Answering(portal.address, portal.client, language)
