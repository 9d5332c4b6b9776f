"""A version that is served no more is gone at once: its records, what was made of it, its open file."""

import gc
import shutil
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph_api.limits import AnswerLimits
from graph_api.operations import prepare
from graph_api.plans.plans import Plans
from graph_api.snapshot import Published
from ontology import layout

ASKED = """{
  snapshot { id }
  feature(ref: "订单导出") { label locations { text } applicability { verdict summary } constraints { nodes { text evidence { quote } } } }
  check(feature: "修改运费", given: ["货到付款"]) { verdict because { text } }
  operations(given: ["货到付款"]) { totalCount nodes { verdict } }
  search(text: "怎么导出订单") { nodes { score } }
  ask(question: "货到付款可以修改运费吗") { confidence text }
  concepts { nodes { label entries { totalCount } } }
  feature2: feature(ref: "没有这个功能") { id }
}"""


@pytest.fixture
def no_circles() -> Iterator[None]:
    """Python looks for no circles meanwhile, so that what is gone is gone without it."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("no_circles")
def test_a_version_goes_with_the_last_who_holds_it(graph: Path, tmp_path: Path) -> None:
    folder = tmp_path / "graph"
    shutil.copytree(graph, folder, symlinks=True)
    published, plans = Published(folder), Plans(AnswerLimits())
    first = published.snapshot()
    prepare(first)
    told = plans.answer(first, ASKED, {}, None).body
    assert b'"data"' in told
    version = first.version
    shutil.copytree(version, version.with_name("another"))
    link = folder / "next"
    link.symlink_to(Path(layout.VERSIONS) / "another")
    link.replace(folder / layout.CURRENT)
    second = published.snapshot()
    assert second is not first
    assert plans.answer(second, ASKED, {}, None).body == told
    gone = weakref.ref(first)
    del first
    assert gone() is None
