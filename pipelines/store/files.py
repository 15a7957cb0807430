"""A folder where the same bytes are written once and never changed."""

import hashlib
import json
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

READ_ONLY = 0o444


@dataclass(frozen=True)
class StoredFile:
    """Name a raw file by its SHA-256; `size` is in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True)
class Store:
    """Hold raw files under `raw/`, facts under `snapshots/`, results under `results/`.

    Every write goes to a temporary name and is moved into place: a reader or a second writer
    never meets half a file.
    """

    root: Path

    def path(self, sha256: str) -> Path:
        """Return where the raw file with this hash is kept."""
        return self.root / "raw" / sha256[:2] / sha256

    def add(self, chunks: Iterable[bytes]) -> StoredFile:
        """Keep a stream of bytes; the same bytes a second time write nothing."""
        digest, size = hashlib.sha256(), 0
        self.root.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=self.root, delete=False) as scratch:
            partial = Path(scratch.name)
            try:
                for chunk in chunks:
                    digest.update(chunk)
                    size += len(chunk)
                    scratch.write(chunk)
            except BaseException:
                scratch.close()
                partial.unlink()
                raise
        stored = StoredFile(digest.hexdigest(), size)
        self._keep(partial, self.path(stored.sha256))
        return stored

    def forget(self, sha256: str) -> None:
        """Delete the raw file with this hash: a person withdrew it from the portal."""
        self.path(sha256).unlink(missing_ok=True)

    def write_once(self, name: str, facts: dict) -> None:
        """Write facts as JSON under `name` unless the name is taken: history is append-only."""
        target = self.root / name
        if not target.exists():
            self._write(target, facts)

    def write_latest(self, name: str, facts: dict) -> None:
        """Write facts as JSON under `name`, in place of what was there."""
        self._write(self.root / name, facts)

    def read(self, name: str) -> dict:
        """Return the facts written under `name`; raises FileNotFoundError."""
        return json.loads((self.root / name).read_text(encoding="utf-8"))

    def list(self, folder: str) -> list[str]:
        """Return the names of the facts kept directly in `folder`, oldest first."""
        found = (self.root / folder).glob("*.json")
        ordered = sorted(found, key=lambda path: (path.stat().st_mtime_ns, path.name))
        return [path.relative_to(self.root).as_posix() for path in ordered]

    def _write(self, target: Path, facts: dict) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", dir=target.parent, delete=False, encoding="utf-8"
        ) as scratch:
            json.dump(facts, scratch, ensure_ascii=False, indent=1, sort_keys=True)
        written = Path(scratch.name)
        written.chmod(0o644)
        written.replace(target)

    @staticmethod
    def _keep(partial: Path, target: Path) -> None:
        if target.exists():
            partial.unlink()
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        partial.chmod(READ_ONLY)
        partial.replace(target)
