"""The formats as front ends take them: compiled against the packages' types, run by the frameworks, looked at in a browser."""

import hashlib
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any, Final

import pytest

from graph_api.breadcrumbs import FORMATS, find, serialize, serialize_all
from graph_api.navigation import forest, nodes_of
from graph_api.snapshot import Published, Snapshot
from graph_api.trails import every_feature
from tests.conftest import ROOT, chromium, require

FRONTEND: Final = ROOT / "tests" / "frontend"
WRITTEN: Final = FRONTEND / "written"
MODULES: Final = [name for name in FORMATS if name.endswith(".ts")]

pytestmark = pytest.mark.node


def node(*command: str) -> str:
    done = subprocess.run(command, cwd=FRONTEND, capture_output=True, text=True, check=False, encoding="utf-8")
    assert done.returncode == 0, (done.stdout + done.stderr)[-4000:]
    return done.stdout


@pytest.fixture(scope="module")
def packages() -> Path:
    """The packages of the lock, installed once."""
    require(shutil.which("npm") is not None and shutil.which("node") is not None, "Node.js and npm are not installed")
    lock = (FRONTEND / "package-lock.json").read_bytes()
    stamp = FRONTEND / "node_modules" / ".stamp"
    wanted = hashlib.sha256(lock).hexdigest()
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != wanted:
        node("npm", "ci", "--prefer-offline", "--loglevel=error")
        stamp.write_text(wanted, encoding="utf-8")
    return FRONTEND / "node_modules"


@pytest.fixture(scope="module")
def snapshot(graph: Path) -> Snapshot:
    return Published(graph).snapshot()


def test_the_lock_names_no_address_to_fetch_from() -> None:
    lock = json.loads((FRONTEND / "package-lock.json").read_text(encoding="utf-8"))
    assert len(lock["packages"]) > 100
    for name, package in lock["packages"].items():
        assert "resolved" not in package, name
        assert not name or package["integrity"].startswith("sha512-")


def test_modules_compile_against_the_packages_types(packages: Path, snapshot: Snapshot) -> None:
    """In strict mode, the whole menu and the trails to one feature; `wrong.ts` shows that the types refuse what is wrong."""
    shutil.rmtree(WRITTEN, ignore_errors=True)
    WRITTEN.mkdir()
    several = max(every_feature(snapshot), key=lambda found: len(found.trails))
    for form in MODULES:
        (WRITTEN / f"all-{form}").write_text(serialize_all(snapshot, form), encoding="utf-8")
        (WRITTEN / f"one-{form}").write_text(serialize(snapshot, several.id, form), encoding="utf-8")
    node(str(packages / ".bin" / "tsc"), "--project", ".")


@pytest.fixture(scope="module")
def made(packages: Path, snapshot: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the frameworks made of what was written."""
    assert packages.is_dir()
    folder = tmp_path_factory.mktemp("written")
    for form in ("antd", "vue-router", "react-router"):
        (folder / f"{form}.json").write_text(serialize_all(snapshot, form), encoding="utf-8")
    (folder / "antd-trails.json").write_text(serialize(snapshot, "修改收货信息", "antd"), encoding="utf-8")
    keys = [{"key": one.node.id, "path": one.route} for one in nodes_of(forest(snapshot))]
    (folder / "keys.json").write_text(json.dumps(keys), encoding="utf-8")
    told: dict[str, Any] = json.loads(node("node", "run.mjs", str(folder)))
    return told


def test_routers_find_each_place_by_name_and_by_path(made: dict[str, Any], snapshot: Snapshot) -> None:
    for nth, one in enumerate(nodes_of(forest(snapshot))):
        labels = [crumb.name for crumb in find(snapshot, one.node.id).trails[0].crumbs]
        assert made["vue"][nth] == [one.route, labels]
        assert made["vueByPath"][nth] == one.node.id
        assert made["react"][nth] == labels


def test_ant_design_shows_trails_and_menu(made: dict[str, Any], snapshot: Snapshot) -> None:
    trails = find(snapshot, "修改收货信息").trails
    assert len(made["breadcrumbs"]) == len(trails) > 1
    for shown, trail in zip(made["breadcrumbs"], trails, strict=True):
        assert [shown.index(crumb.name) for crumb in trail.crumbs] == sorted(shown.index(c.name) for c in trail.crumbs)
    for one in forest(snapshot):
        assert one.node.label in made["menu"]


@pytest.mark.browser
def test_pages_have_no_accessibility_violation(packages: Path, snapshot: Snapshot) -> None:
    """axe, with all its rules, in a browser that may ask no other host for anything."""
    from playwright.sync_api import sync_playwright

    features = every_feature(snapshot)
    chosen = [min(features, key=lambda found: len(found.trails)), max(features, key=lambda found: len(found.trails))]
    addressed = next(f for f in features for t in f.trails if any(crumb.url for crumb in t.crumbs))
    pages = [serialize(snapshot, one.id, "page") for one in (*chosen, addressed)]
    pages.append(serialize_all(snapshot, "page"))
    asked: list[str] = []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        for html in pages:
            page.set_content(html)
            page.add_script_tag(path=packages / "axe-core" / "axe.min.js")
            found = page.evaluate("() => axe.run()")
            assert [(one["id"], [at["html"] for at in one["nodes"]]) for one in found["violations"]] == []
            assert found["passes"]
        shown = page.get_by_role("navigation").count()
        browser.close()
    assert shown == 1
    assert [url for url in asked if url.startswith("http")] == []
