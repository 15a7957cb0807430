"""Write a folder of files, leaving alone those that already say the same."""

from pathlib import Path


def write_folder(root: Path, wanted: dict[str, bytes]) -> list[str]:
    """Make the folder hold exactly the wanted files; return the paths written or removed.

    A file whose content is unchanged keeps its modification time, hence its ETag and Last-Modified.
    Each file is replaced in one step: a reader never sees half of it.
    """
    root.mkdir(parents=True, exist_ok=True)
    stale = [path for path in sorted(root.rglob("*")) if path.is_file()]
    extra = [path for path in stale if path.relative_to(root).as_posix() not in wanted]
    for path in extra:
        path.unlink()
    written = [name for name, content in sorted(wanted.items()) if _write(root / name, content)]
    return [*(path.relative_to(root).as_posix() for path in extra), *written]


def _write(path: Path, content: bytes) -> bool:
    if path.is_file() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.draft")
    draft.write_bytes(content)
    draft.replace(path)
    return True
