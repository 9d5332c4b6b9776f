"""What may go wrong on a machine: kills, full disks, files that cannot be read, dead workers, two builds at once, damaged files.

Whatever it is, what is published stays whole, is served, and the next build gives what an undisturbed one gives.
"""

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from extract.build import Options, build
from extract.publish import publishing
from graph_api.server import create_app
from graph_api.snapshot import Published, SnapshotError
from ontology import wholeness
from ontology.wholeness import is_whole
from tests.conftest import LONG, ROOT
from tests.snapshots import held

TEXTS = [
    ("怎么导出订单", "商家后台-订单管理-订单导出"),
    ("能改运费吗", "待付款的订单可以修改运费，货到付款的订单不支持修改运费。"),
    ("多久失效", "虚拟号有效期2天。"),
]


def write(path: Path, count: int) -> Path:
    path.write_text("".join(f"问题:{q}\n回答:{a}\n---\n" for q, a in TEXTS[:count]), encoding="utf-8")
    return path


def served(folder: Path) -> Path:
    return Published(folder).snapshot().version


def left(folder: Path) -> list[str]:
    """What unfinished builds left."""
    return [
        path.name for path in (*folder.iterdir(), *(folder / "versions").iterdir()) if path.name.startswith(".tmp-")
    ]


def command(corpus: Path, out: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "helpgraph", "build", str(corpus), "--out", str(out), *more]


_KILLED_BUILD = """
import os, random, shutil, signal, sys, time
from pathlib import Path
from extract import delta
from extract.build import Options, build
from ontology.vocabulary import load_vocabulary

corpus, out, rounds, seed = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
by_delta = sys.argv[5] == "delta"
delta.MOST = 1.0
chance = random.Random(seed)
touched = {"open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.symlink", "os.chmod", "shutil.rmtree", "sqlite3.connect"}


def run(kill_after_seconds, kill_at_touch):
    seen = 0
    def hook(event, arguments):
        nonlocal seen
        if event in touched:
            seen += 1
            if seen == kill_at_touch:
                os.kill(os.getpid(), signal.SIGKILL)
    child = os.fork()
    if child == 0:
        sys.addaudithook(hook)
        build([corpus], out, Options(kept=out if by_delta else None))
        os._exit(0)
    if kill_after_seconds is not None:
        time.sleep(kill_after_seconds)
        os.kill(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1]


def count_touches(scratch):
    seen = [0]
    child_end, ours = os.pipe()
    child = os.fork()
    if child == 0:
        sys.addaudithook(lambda event, arguments: seen.__setitem__(0, seen[0] + (event in touched)))
        began = time.monotonic()
        build([corpus], scratch, Options(kept=scratch if by_delta else None))
        os.write(ours, f"{seen[0]} {time.monotonic() - began}".encode())
        os._exit(0)
    os.waitpid(child, 0)
    touches, seconds = os.read(child_end, 100).split()
    return int(touches), float(seconds)


load_vocabulary()
shutil.copytree(out, out.with_name("scratch"), symlinks=True)
touches, seconds = count_touches(out.with_name("scratch"))
killed = 0
for round in range(rounds):
    if round % 2:
        status = run(chance.uniform(0, seconds), None)
    else:
        status = run(None, chance.randint(1, touches))
    killed += os.WIFSIGNALED(status)
    print(out.joinpath("current").resolve().name, flush=True)
print("killed", killed, flush=True)
"""


@pytest.mark.parametrize("way", ["full", "delta"])
def test_a_build_that_is_killed_anywhere_leaves_what_is_published(tmp_path: Path, way: str) -> None:
    """At random times, and at random touches of the disk, over and over; then a build that runs through."""
    rounds = 200 if LONG else 20
    corpus = write(tmp_path / "a.txt", 2)
    first, _ = build([corpus], tmp_path / "graph", Options())
    write(corpus, 3)
    arguments = [sys.executable, "-c", _KILLED_BUILD, str(corpus), str(tmp_path / "graph"), str(rounds), "7", way]
    with subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith("killed"):
                assert int(line.split()[1]) > rounds // 4
            else:
                assert is_whole(tmp_path / "graph" / "versions" / line.strip())
                assert served(tmp_path / "graph").name == line.strip()
    assert process.returncode == 0
    last, _ = build([corpus], tmp_path / "graph", Options())
    undisturbed, _ = build([corpus], tmp_path / "undisturbed", Options())
    assert held(last) == held(undisturbed)
    assert last.name != first.name
    assert is_whole(last)
    assert not left(tmp_path / "graph")


@pytest.mark.parametrize("kilobytes", [1, 200, 900, 1500])
def test_a_full_disk_harms_nothing(tmp_path: Path, kilobytes: int) -> None:
    """Files may not grow beyond a bound: the first of the version's files to be refused is another one each time."""
    corpus = write(tmp_path / "a.txt", 2)
    first, _ = build([corpus], tmp_path / "graph", Options())
    largest = max(path.stat().st_size for path in first.rglob("*") if path.is_file())
    assert kilobytes * 1024 < largest
    write(corpus, 3)

    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes * 1024, kilobytes * 1024))

    done = subprocess.run(
        command(corpus, tmp_path / "graph"),
        cwd=ROOT, capture_output=True, text=True, preexec_fn=bounded, check=False,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert "error: " in done.stderr
    assert served(tmp_path / "graph") == first
    assert is_whole(first)
    assert not left(tmp_path / "graph")
    last, _ = build([corpus], tmp_path / "graph", Options())
    assert served(tmp_path / "graph") == last


def test_a_file_that_cannot_be_read_among_many_is_told_and_left_out(tmp_path: Path) -> None:
    many = 10_000 if LONG else 300
    folder = tmp_path / "corpus"
    folder.mkdir()
    for number in range(many):
        write(folder / f"{number:05d}.txt", 1)
    build([folder], tmp_path / "whole", Options())
    (folder / "00007.txt").unlink()
    (folder / "00007.txt").symlink_to("nowhere.txt")
    (folder / "00008.txt").write_bytes(b"\xff\xfe\x00\xd8\x00")
    done = subprocess.run(command(folder, tmp_path / "graph"), cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "left out: 00007.txt" in done.stderr
    assert "left out: 00008.txt" in done.stderr
    assert "1 entries (1 read anew)" in done.stderr
    shutil.rmtree(folder)
    folder.mkdir()
    for number in range(many):
        if number not in (7, 8):
            write(folder / f"{number:05d}.txt", 1)
    undisturbed, _ = build([folder], tmp_path / "undisturbed", Options())
    assert served(tmp_path / "graph").name == undisturbed.name


def workers_of(process: int) -> list[int]:
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((path / "stat").read_text().rpartition(")")[2].split()[1])
            if parent == process and b"spawn_main" in (path / "cmdline").read_bytes():
                found.append(int(path.name))
        except (OSError, ValueError):
            continue
    return found


def kill_a_worker(process: "subprocess.Popen[str]", *, again: bool) -> int:
    """Kills the first worker that is seen, or each one that comes; gives how many."""
    killed = 0
    limit = time.monotonic() + 120
    while process.poll() is None and time.monotonic() < limit:
        for worker in workers_of(process.pid):
            if again or not killed:
                os.kill(worker, signal.SIGKILL)
                killed += 1
        time.sleep(0.01)
    return killed


def test_a_worker_that_is_killed_is_replaced(tmp_path: Path) -> None:
    corpus = write(tmp_path / "a.txt", 3)
    arguments = command(corpus, tmp_path / "graph", "--jobs", "2")
    with subprocess.Popen(arguments, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        assert kill_a_worker(process, again=False) == 1
        told = process.stderr.read() if process.stderr else ""
    assert process.returncode == 0, told
    undisturbed, _ = build([corpus], tmp_path / "undisturbed", Options())
    assert served(tmp_path / "graph").name == undisturbed.name


def test_workers_that_are_always_killed_are_told(tmp_path: Path) -> None:
    corpus = write(tmp_path / "a.txt", 2)
    first, _ = build([corpus], tmp_path / "graph", Options())
    write(corpus, 3)
    arguments = command(corpus, tmp_path / "graph", "--jobs", "2", "--full")
    with subprocess.Popen(arguments, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        assert kill_a_worker(process, again=True) > 1
        told = process.stderr.read() if process.stderr else ""
    assert process.returncode == 1
    assert "Traceback" not in told
    assert "fewer --jobs" in told
    assert served(tmp_path / "graph") == first


def test_a_second_build_on_one_folder_refuses(tmp_path: Path) -> None:
    corpus = write(tmp_path / "a.txt", 1)
    with publishing(tmp_path / "graph"):
        done = subprocess.run(
            command(corpus, tmp_path / "graph"), cwd=ROOT, capture_output=True, text=True, check=False
        )
    assert done.returncode == 1
    assert "another build is writing to" in done.stderr
    assert not (tmp_path / "graph" / "current").exists()


def flip(path: Path) -> None:
    """One bit in the middle of a file becomes another."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-2])


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph folder with two versions."""
    folder = tmp_path_factory.mktemp("two")
    for count in (1, 2):
        build([write(folder / "a.txt", count)], folder / "graph", Options())
    return folder / "graph"


@pytest.mark.parametrize("damage", [flip, cut])
@pytest.mark.parametrize("name", ["graph.sqlite", "graph.nt", "manifest.json", "vocabulary.msgpack", "store"])
def test_a_damaged_version_is_not_served(two: Path, tmp_path: Path, name: str, damage: Callable[[Path], None]) -> None:
    """The one before is, and /readyz says so; a build mends it, and then it is served."""
    shutil.copytree(two, tmp_path / "graph", symlinks=True)
    current = (tmp_path / "graph" / "current").resolve()
    (before,) = (path for path in current.parent.iterdir() if path != current)
    damage(max((current / "store").glob("*.sst")) if name == "store" else current / name)
    with TestClient(create_app(tmp_path / "graph")) as client:
        told = client.get("/readyz")
        assert told.status_code == 200
        assert told.json()["snapshot"] == before.name
        assert current.name in told.json()["reason"]
        asked = client.post("/graphql", json={"query": "{ snapshot { id } }"}).json()
        assert asked["data"]["snapshot"]["id"] == before.name
        build([write(tmp_path / "a.txt", 2)], tmp_path / "graph", Options())
        assert client.get("/readyz").json() == {"ready": True, "snapshot": current.name}


def test_damage_of_a_large_file_is_found_behind_the_first_answers(
    two: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wholeness, "SMALL", 1000)
    shutil.copytree(two, tmp_path / "graph", symlinks=True)
    current = (tmp_path / "graph" / "current").resolve()
    flip(current / "graph.nt")
    begin = threading.Event()
    looked = threading.Event()
    hashed = wholeness.sha256

    def slowly(path: Path) -> str:
        if path.name == "graph.nt":
            begin.wait(20)
            looked.set()
        return hashed(path)

    monkeypatch.setattr(wholeness, "sha256", slowly)
    published = Published(tmp_path / "graph", thorough=True)
    assert published.snapshot().version == current
    begin.set()
    assert looked.wait(20)
    limit = time.monotonic() + 20
    while published.fault is None and time.monotonic() < limit:
        time.sleep(0.01)
    assert published.snapshot().version != current
    assert published.fault is not None


def test_a_version_that_was_served_is_kept_when_the_next_one_is_damaged(two: Path, tmp_path: Path) -> None:
    shutil.copytree(two, tmp_path / "graph", symlinks=True)
    published = Published(tmp_path / "graph")
    held = published.snapshot()
    newer, _ = build([write(tmp_path / "a.txt", 3)], tmp_path / "graph", Options())
    flip(newer / "graph.sqlite")
    assert published.snapshot() is held
    assert published.fault is not None


def test_where_every_version_is_damaged_the_fault_is_told(two: Path, tmp_path: Path) -> None:
    shutil.copytree(two, tmp_path / "graph", symlinks=True)
    for version in (tmp_path / "graph" / "versions").iterdir():
        cut(version / "graph.sqlite")
    with pytest.raises(SnapshotError, match=r"is damaged: graph\.sqlite has"):
        Published(tmp_path / "graph").snapshot()
    with TestClient(create_app(tmp_path / "graph")) as client:
        told = client.get("/readyz")
        assert told.status_code == 503
        assert "is damaged" in told.json()["reason"]


def test_random_damage_is_never_served(two: Path, tmp_path: Path) -> None:
    chance = random.Random(5)
    for number in range(60 if LONG else 6):
        folder = tmp_path / str(number)
        shutil.copytree(two, folder, symlinks=True)
        current = (folder / "current").resolve()
        path = current / chance.choice(["graph.sqlite", "graph.nt", "manifest.json"])
        data = bytearray(path.read_bytes())
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        path.write_bytes(data)
        assert served(folder) != current
