"""The project itself: what the lock, the wheel and the repository hold, and what they must not."""

import ast
import re
import subprocess
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from extract.corpus import read_corpus
from ontology.records import MenuNode
from tests.conftest import CORPUS, ROOT, read_all, the_vocabulary

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def tracked() -> list[Path]:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("this is no git checkout")
    return [ROOT / name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_the_lock_pins_every_dependency_with_hashes_and_names_no_host() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pinned = {re.sub(r"[-_.]+", "-", name).lower() for name in re.findall(r"^([A-Za-z0-9._-]+)==", text, re.MULTILINE)}
    project = PROJECT["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.sub(r"[-_.]+", "-", Requirement(one).name).lower() for one in wanted}
    assert names - {"helpgraph"} <= pinned
    assert "http" not in text.replace("httpx", "").replace("httpcore", "").replace("httptools", "")
    blocks = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)
    assert all("--hash=sha256:" in block for block in blocks if block.strip())


def test_every_dependency_says_why_it_is_there() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    extras = PROJECT["project"]["optional-dependencies"]
    lists = re.findall(rf"^(?:dependencies|{'|'.join(extras)}) = \[(.*?)^\]", text, re.MULTILINE | re.DOTALL)
    assert len(lists) == 1 + len(extras)
    for line in "".join(lists).splitlines():
        assert not line.strip().startswith('"') or "# " in line, line


def test_the_wheel_holds_the_turtle_files_and_the_door(tmp_path: Path) -> None:
    from hatchling.builders.wheel import WheelBuilder

    (wheel,) = WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    names = set(zipfile.ZipFile(wheel).namelist())
    turtle = {path.relative_to(ROOT).as_posix() for path in (ROOT / "ontology").rglob("*.ttl")}
    assert turtle <= names
    assert {"helpgraph.py", "commands/frame.py", "extract/build.py", "graph_api/server.py"} <= names
    assert not any(name.startswith(("tests/", "data/")) for name in names)
    entry = next(name for name in names if name.endswith("entry_points.txt"))
    assert "helpgraph = helpgraph:main" in zipfile.ZipFile(wheel).read(entry).decode()


def test_the_name_the_licence_and_the_python() -> None:
    project = PROJECT["project"]
    assert project["name"] == "helpgraph"
    assert project["requires-python"] == ">=3.11"
    assert project["license"] == "Apache-2.0"
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").lstrip().startswith("Apache License")


def test_the_change_log_tells_of_this_version() -> None:
    assert f"## [{PROJECT['project']['version']}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_repository_names_no_registry_and_no_machine() -> None:
    told = re.compile(
        "|".join(["pypi" + r"\.", "files" + r"\.pythonhosted", "registry" + r"\.npm", "/home" + "/", "/work" + "/main"])
    )
    for path in tracked():
        if CORPUS in path.parents:
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        assert not told.search(text), path


def constants(path: Path) -> str:
    """The strings of a module that are no docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {
        ast.get_docstring(n, clean=False)
        for n in ast.walk(tree)
        if isinstance(n, ast.Module | ast.ClassDef | ast.FunctionDef)
    }
    found = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    return "\n".join(text for text in found if text not in docs)


def test_the_code_knows_no_entry_and_no_menu_of_the_corpus() -> None:
    """No question of the corpus, and no label of a menu that is more than a word of the language, stands in the code."""
    entries = read_corpus([CORPUS]).entries
    code = "\n".join(constants(path) for room in ("extract", "ontology") for path in (ROOT / room).glob("*.py"))
    assert not [entry.question for entry in entries if len(entry.question) > 8 and entry.question in code]
    nodes = [r for r in read_all([(e.question, e.answer) for e in entries]) if isinstance(r, MenuNode)]
    terms = {name for concept in the_vocabulary().concepts for name in concept.names}
    assert {node.label for node in nodes if len(node.label) >= 4 and node.label in code} - terms == set()
