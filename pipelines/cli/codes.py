"""Exit codes of the command, and which one each refusal earns."""

from pipelines.messages import Refusal

VALID, INVALID, USAGE, UNREADABLE = range(4)
USAGE_CODES = {
    "source-unknown",
    "schema-unknown",
    "schema-missing",
    "file-exists",
    "one-report-one-file",
    "correct-not-csv",
    "correct-same-file",
    "decode-encoding-unknown",
    "publication-needed",
    "publication-unknown",
    "publication-bad-name",
    "publication-form",
    "schema-not-json",
    "schema-invalid",
    "schema-type",
    "schema-constraint",
    "schema-pattern",
    "reference-missing",
    "certificate-bad-key",
    "certify-simulate",
    "match-no-column",
    "match-no-column-near",
    "match-no-set",
    "match-no-set-near",
    "match-not-csv",
    "match-which-column",
    "match-same-file",
    "portal-no-token",
    "portal-no-address",
    "portal-bad-token",
    "portal-bad-address",
    "portal-plain-http",
    "portal-no-dataset",
    "portal-no-deposit",
    "portal-no-version",
    "portal-no-table",
    "portal-token-refused",
    "schema-of-source",
    "command-nobody-to-ask",
    "command-bad-date",
    "command-date-alone",
    "command-token-empty",
    "command-wait-for-which",
    "command-no-reason",
    "command-version-withdrawn",
    "command-version-live",
    "command-no-dataset-name",
    "command-no-breaking-reason",
    "deposit-which-table",
    "deposit-no-table",
}
INVALID_CODES = ("column-", "partition-", "deposit-", "command-breaking")
DENIED = (401, 403)  # HTTP


def exit_code(refusal: Refusal) -> int:
    """Return the code of what stopped the command; a table of other columns is read, but wrong."""
    if getattr(refusal, "status", 0) in DENIED:
        return UNREADABLE
    code = getattr(refusal, "said", "") or refusal.code  # the portal's own reason
    if code in USAGE_CODES:
        return USAGE
    return INVALID if code.startswith(INVALID_CODES) else UNREADABLE
