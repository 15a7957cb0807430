"""Write what the ministries serve (`render`), or make the facts again (`compile`)."""

import argparse
import json
import os
import sys
from pathlib import Path

from embedded.samples.datasets import embedded_datasets
from embedded.samples.facts import compile_facts, write_facts
from embedded.samples.folder import write_folder
from embedded.samples.portal import detours, files

ADDRESSES = "addresses.json"


def main(words: list[str] | None = None) -> int:
    """Run one verb; return the exit code."""
    parser = argparse.ArgumentParser(prog="embedded.samples", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    render_words = verbs.add_parser("render")
    render_words.add_argument("folder", type=Path)
    render_words.add_argument("--data", type=Path)
    render_words.add_argument("--base", default=_default_base())
    compile_words = verbs.add_parser("compile")
    compile_words.add_argument("--data", type=Path, required=True)
    choice = parser.parse_args(words)
    if choice.verb == "render":
        render(choice.folder, choice.base, choice.data)
    else:
        write_facts(compile_facts(choice.data))
    return 0


def render(folder: Path, base: str, data: Path | None = None) -> list[str]:
    """Write what the ministries serve at `base`, and `addresses.json`; return the paths changed."""
    datasets = embedded_datasets(data)
    wanted = {path: content for dataset in datasets for path, content in files(dataset).items()}
    addresses = json.dumps(detours(datasets, base), ensure_ascii=False, indent=1)
    return write_folder(folder, {**wanted, ADDRESSES: addresses.encode()})


def _default_base() -> str:
    port = os.environ.get("DONNEESQC_PORT_SOURCES")
    return f"http://127.0.0.1:{port or int(os.environ.get('DONNEESQC_PORT', '8080')) + 7}"


if __name__ == "__main__":
    sys.exit(main())
