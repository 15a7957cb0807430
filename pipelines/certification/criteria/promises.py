"""Compare what was measured with what was promised."""

from pipelines.certification.availability import SLOTS, Uptime
from pipelines.certification.verdict import Verdict

ENOUGH = SLOTS  # a day of known time, before anything can be said


def kept(uptime: Uptime | None, promise: float) -> Verdict:
    """Return whether a promise, in percent of the known time, is kept; None without a day of it."""
    known, threshold = uptime.known if uptime else 0, f"{promise:g}\u00a0%"
    if uptime is None or known < ENOUGH:
        return Verdict(
            None, "certified-uptime-unknown", {"known": known, "of": ENOUGH}, threshold=threshold
        )
    values = {"share": f"{uptime.share:.3f}", "promise": f"{promise:g}", "known": known}
    return Verdict(uptime.keeps(promise), "certified-uptime", values, threshold=threshold)
