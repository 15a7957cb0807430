"""See what a file is by its first bytes, whatever its extension says."""

from pathlib import Path

from pipelines.decode.archive import kind_of_zip
from pipelines.decode.batches import Notice
from pipelines.messages import Refusal

SIGNATURES = {
    b"PK\x03\x04": "zip",
    b"PK\x05\x06": "zip",  # without a single file in it
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "xls",
}
REFUSED = {
    b"%PDF": "decode-pdf", b"\x1f\x8b": "decode-compressed", b"\x89PNG": "decode-image",
    b"\xff\xd8\xff": "decode-image", b"GIF8": "decode-image", b"II*\x00": "decode-image",
    b"MM\x00*": "decode-image",
}  # fmt: skip
EXTENSIONS = {
    ".csv": "csv", ".tsv": "csv", ".txt": "csv", ".xlsx": "xlsx", ".xlsm": "xlsx", ".xls": "xls",
    ".ods": "ods", ".zip": "zip",
}  # fmt: skip


def find_container(path: Path) -> str:
    """Return csv, xlsx, xls, ods or zip; raises Refusal for what is no table, named."""
    with path.open("rb") as file:
        head = file.read(8)
    for signature, code in REFUSED.items():
        if head.startswith(signature):
            raise Refusal(code)
    kind = next((kind for start, kind in SIGNATURES.items() if head.startswith(start)), "csv")
    return kind_of_zip(path) if kind == "zip" else kind


def extension_notices(name: str, container: str) -> tuple[Notice, ...]:
    """Tell that a file isn't what its name says: Excel warns about it or shows it wrong."""
    said = EXTENSIONS.get(Path(name).suffix.lower())
    if said in (None, container):
        return ()
    values = {"extension": Path(name).suffix, "kind": container.upper(), "right": f".{container}"}
    return (Notice("decode-extension", {**values}),)
