"""What is made at install from npm packages: a folder with the packages, and a command run in it."""

import json
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


class NoNode(Exception):
    """Node.js or npm is missing, or a package could not be had; the message says which."""


@contextmanager
def folder_with(packages: Sequence[str]) -> Iterator[Path]:
    """A folder in which the packages are installed, gone afterwards. Raises NoNode."""
    needed()
    with TemporaryDirectory() as name:
        (Path(name) / "package.json").write_text(json.dumps({"private": True}), encoding="utf-8")
        run(["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", *packages], Path(name))
        yield Path(name)


def needed() -> None:
    """Raises NoNode where Node.js or npm is missing."""
    for tool in ("node", "npm"):
        if shutil.which(tool) is None:
            raise NoNode(f"{tool} is not installed")


def run(command: Sequence[str], folder: Path) -> str:
    """What a command prints. Raises NoNode with what it complains of."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, encoding="utf-8")
    if done.returncode:
        told = done.stderr.strip() or done.stdout.strip()
        raise NoNode(f"`{' '.join(command[:4])}` failed: {told[-400:]}")
    return done.stdout
