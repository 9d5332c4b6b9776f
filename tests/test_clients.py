"""What front-end teams use compiles real operations against the schema in strict mode, and a client built so is answered by its hashes alone."""

import shutil
import subprocess
from pathlib import Path
from typing import Final

import pytest

from tests.conftest import ROOT, require
from tests.test_operation import serving

CLIENT: Final = ROOT / "examples" / "client"

pytestmark = pytest.mark.node


def run(*command: str) -> str:
    done = subprocess.run(command, cwd=CLIENT, capture_output=True, text=True, check=False, encoding="utf-8")
    assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]
    return done.stdout


@pytest.fixture(scope="module", autouse=True)
def packages() -> None:
    """The packages of the lock, installed once."""
    require(shutil.which("npm") is not None and shutil.which("node") is not None, "Node.js and npm are not installed")
    stamp = CLIENT / "node_modules" / ".package-lock.json"
    if not stamp.exists() or stamp.stat().st_mtime < (CLIENT / "package-lock.json").stat().st_mtime:
        run("npm", "ci", "--prefer-offline", "--loglevel=error")
        stamp.touch()


def test_codegen_s_client_is_answered_by_the_hashes_of_its_documents(graph: Path) -> None:
    """Its manifest is what `--trusted-documents` takes; nothing but its documents is answered."""
    run("npm", "run", "--silent", "generate")
    run("npm", "run", "--silent", "build")
    manifest = CLIENT / "src" / "generated" / "persisted-documents.json"
    with serving(graph, "--trusted-documents", str(manifest), "--only-trusted") as (port, _):
        told = run("node", "dist/main.js", f"http://127.0.0.1:{port}/graphql", "订单导出", "货到付款")
    assert "商家后台 > 订单管理" in told
    assert "ALLOWED " in told


def test_relay_compiles_pages_fragments_and_nodes() -> None:
    run("npm", "run", "--silent", "relay")
    assert (CLIENT / "relay" / "__generated__" / "featuresPageQuery.graphql.ts").exists()


def test_tada_types_operations_from_their_text() -> None:
    run("npm", "run", "--silent", "tada")


def test_the_lock_names_no_address_to_fetch_from() -> None:
    assert '"resolved"' not in (CLIENT / "package-lock.json").read_text(encoding="utf-8")
