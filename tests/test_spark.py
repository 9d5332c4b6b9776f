"""The Spark engine on a cluster of two worker processes: the graph of the local engine, byte for byte, though a worker is killed."""

import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from extract.build import Options, build
from extract.publish import graph_lines
from graph_api.snapshot import Published
from tests.conftest import ROOT, require

CLUSTER = "local-cluster[2,1,1024]"


@pytest.fixture(scope="module", autouse=True)
def _spark() -> None:
    require(importlib.util.find_spec("pyspark") is not None, "PySpark is not installed: pip install 'helpgraph[spark]'")
    require(shutil.which("java") is not None, "Spark needs Java 17: apt-get install openjdk-17-jre-headless")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Every form of file, one question with two answers in one file and in two, one entry in two files, and what cannot be read."""
    folder = tmp_path / "corpus"
    (folder / "更多").mkdir(parents=True)
    (folder / ".hidden").mkdir()
    (folder / "a.txt").write_text(
        "问题:怎么导出订单\n回答:商家后台-订单管理-订单导出\n---\n问题:能改运费吗\n回答:待付款的订单可以修改运费。\n---\n"
        "问题:能改运费吗\n回答:货到付款的订单不支持修改运费。\n",
        encoding="gb18030",
    )
    (folder / "更多" / "b.jsonl").write_text(
        json.dumps({"question": "能改运费吗？", "answer": "出库后不支持修改运费。"}, ensure_ascii=False)
        + "\n"
        + json.dumps({"question": "怎么导出订单", "answer": "商家后台-订单管理-订单导出"}, ensure_ascii=False)
        + "\n{broken\n",
        encoding="utf-8",
    )
    (folder / "更多" / "c.csv").write_text("问题,回答\n多久失效,虚拟号有效期2天。\n没有回答,\n", encoding="utf-8")
    (folder / "d.txt").write_bytes(b"\xff\xfe\x00\xd8\x00")
    (folder / ".hidden" / "e.txt").write_text("问题:甲\n回答:乙\n", encoding="utf-8")
    return folder


def spark(out: Path, *sources: str) -> "subprocess.Popen[str]":
    arguments = [sys.executable, "-W", "ignore", "-m", "helpgraph", "build", *sources, "--out", str(out)]
    arguments += ["--engine", "spark", "--spark-master", CLUSTER]
    return subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def executors() -> list[int]:
    """The processes of Spark's workers that run tasks here."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if b"CoarseGrainedExecutorBackend" in (path / "cmdline").read_bytes():
                found.append(int(path.name))
        except OSError:
            continue
    return found


def of_this(process: "subprocess.Popen[str]", pids: list[int]) -> list[int]:
    """Those that descend from a process."""

    def descends(pid: int) -> bool:
        while pid > 1:
            if pid == process.pid:
                return True
            try:
                pid = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                return False
        return False

    return [pid for pid in pids if descends(pid)]


def same(one: Path, other: Path) -> bool:
    first, second = (Published(folder).snapshot().version for folder in (one, other))
    return (
        first.name == second.name
        and graph_lines(first) == graph_lines(second)
        and (first / "graph.sqlite").read_bytes() == (second / "graph.sqlite").read_bytes()
    )


def test_a_cluster_gives_what_one_process_gives_though_a_worker_is_killed(corpus: Path, tmp_path: Path) -> None:
    _, graph = build([corpus], tmp_path / "local", Options())
    assert graph.corpus.problems
    with spark(tmp_path / "cluster", str(corpus)) as process:
        seen: set[int] = set()
        killed = 0
        while process.poll() is None:
            running = of_this(process, executors())
            seen |= set(running)
            if len(seen) >= 2 and running and not killed:
                os.kill(running[0], signal.SIGKILL)
                killed = running[0]
            time.sleep(0.05)
        told = process.stderr.read() if process.stderr else ""
    assert process.returncode == 1, told
    assert killed
    assert len(seen) >= 3, "the one that was killed was replaced"
    for problem in graph.corpus.problems:
        assert f"left out: {problem}" in told
    assert same(tmp_path / "cluster", tmp_path / "local")


def test_a_table_gives_what_its_rows_in_a_file_give(tmp_path: Path) -> None:
    import pyarrow
    import pyarrow.parquet

    rows = [("怎么导出订单", "商家后台-订单管理-订单导出"), ("多久失效", "虚拟号有效期2天。")]
    table = {
        "question": [question for question, _ in rows],
        "answer": [answer for _, answer in rows],
        "file": ["a.txt"] * 2,
        "line": [1, 4],
    }
    pyarrow.parquet.write_table(pyarrow.table(table), tmp_path / "entries.parquet")
    (tmp_path / "a.txt").write_text("".join(f"问题:{q}\n回答:{a}\n---\n" for q, a in rows), encoding="utf-8")
    build([tmp_path / "a.txt"], tmp_path / "local", Options())
    with spark(tmp_path / "cluster", str(tmp_path / "entries.parquet")) as process:
        told = process.stderr.read() if process.stderr else ""
    assert process.returncode == 0, told
    assert same(tmp_path / "cluster", tmp_path / "local")
