"""Keys of menu nodes: they stay when evidence and aliases come and go, and what a node was called by before leads to it."""

import json
from collections import Counter
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract import menus
from extract.build import Options, build
from extract.keys import MOST_WAYS, other_keys
from graph_api.breadcrumbs import find, serialize
from graph_api.errors import Refused
from graph_api.schema import execute
from graph_api.snapshot import Published
from ontology.iris import mint
from ontology.kinds import MenuNodeKind
from ontology.records import MenuNode
from tests.conftest import LONG, read_all

SYSTEM = "商家后台"
MENUS = ("订单管理", "店铺管理", "资金管理")
PAGES = ("订单导出", "售后服务", "员工设置", "结算单")
OTHER = {"订单管理": "交易中心", "店铺管理": "门店中心", "订单导出": "数据下载", "员工设置": "人员配置"}

PLACES = st.tuples(st.sampled_from(MENUS), st.sampled_from(PAGES))
SAID = st.tuples(PLACES, st.booleans(), st.booleans())
"""A place, and whether its menu and its page are called by their other names."""


def entries(said: list[tuple[tuple[str, str], bool, bool]]) -> list[tuple[str, str]]:
    found = []
    for nth, ((menu, page), other_menu, other_page) in enumerate(said):
        labels = (OTHER.get(menu, menu) if other_menu else menu, OTHER.get(page, page) if other_page else page)
        found.append((f"第{nth}问：怎么进入", f"路径：{SYSTEM} > {labels[0]} > {labels[1]}"))
    return found


def named() -> list[tuple[str, str]]:
    """Entries that give each place with its other name, so that both are one."""
    told = []
    for menu in MENUS:
        for page in PAGES:
            whole = [f"{name}（又名{OTHER[name]}）" if name in OTHER else name for name in (menu, page)]
            told.append((f"{menu}的{page}在哪里", f"路径：{SYSTEM} > {' > '.join(whole)}"))
    return told


def menu_of(pairs: list[tuple[str, str]]) -> tuple[dict[str, MenuNode], dict[str, MenuNode]]:
    """The nodes by id, and by id and older key."""
    nodes = {one.id: one for one in read_all(pairs) if isinstance(one, MenuNode)}
    known = dict(nodes)
    for own, keys in other_keys(list(nodes.values())).items():
        known |= dict.fromkeys(keys, nodes[own])
    return nodes, known


def same_way(one: MenuNode, nodes: dict[str, MenuNode], other: MenuNode, others: dict[str, MenuNode]) -> bool:
    """Whether two nodes of two builds are one place: each step shares a name."""
    while True:
        if not {one.label, *one.aliases} & {other.label, *other.aliases}:
            return False
        if one.parent is None or other.parent is None:
            return one.parent is other.parent
        one, other = nodes[one.parent], others[other.parent]


@settings(max_examples=200 if LONG else 12)
@given(st.lists(SAID, max_size=8), st.lists(SAID, max_size=8))
def test_keys_of_one_build_lead_to_the_same_place_in_the_next(
    before: list[tuple[tuple[str, str], bool, bool]], after: list[tuple[tuple[str, str], bool, bool]]
) -> None:
    """More entries come, names change places as label and alias: every key still resolves, to the same place."""
    old, _ = menu_of([*named(), *entries(before)])
    new, known = menu_of([*named(), *entries(before), *entries(after)])
    assert {one.label for one in new.values()} <= {SYSTEM, *MENUS, *PAGES, *OTHER.values()}
    for key, node in old.items():
        assert same_way(node, old, known[key], new)


@settings(max_examples=200 if LONG else 12)
@given(st.lists(st.tuples(PLACES, st.just(False), st.just(False)), min_size=1, max_size=6), st.integers(1, 3))
def test_keys_stay_when_evidence_comes_and_goes(said: list[tuple[tuple[str, str], bool, bool]], times: int) -> None:
    once, _ = menu_of(entries(said))
    often, _ = menu_of(entries(said * (times + 1)))
    assert set(once) == set(often)


def node(own: str, *, parent: str | None = None, aliases: tuple[str, ...] = (), label: str | None = None) -> MenuNode:
    name = label or own
    return MenuNode(id=own, label=name, aliases=aliases, kind=MenuNodeKind.MENU, path="p", anchored=True, parent=parent)


def test_the_names_of_what_stands_above_count_and_a_root_that_came_later() -> None:
    ways = [node("a", aliases=("甲",)), node("b", parent="a", aliases=("乙",)), node("c", parent="b")]
    keys = other_keys(ways)["c"]
    for names in (("甲", "b", "c"), ("a", "乙", "c"), ("甲", "乙", "c"), ("", "b", "c"), ("", "乙", "c"), ("", "c")):
        assert mint("menu", *names) in keys


def test_a_root_that_no_source_gives_any_more() -> None:
    loose = msgspec.structs.replace(node("x", aliases=("y",)), anchored=False)
    keys = other_keys([node("a", aliases=("甲",)), loose, node("z", parent="x")])
    assert {mint("menu", "a", "x"), mint("menu", "甲", "x"), mint("menu", "a", "y")} <= set(keys["x"])
    assert mint("menu", "a", "x", "z") in keys["z"]


def test_a_key_that_two_places_may_have_had_is_none_of_either() -> None:
    ways = [node("a"), node("b", parent="a"), node("x", parent="a", label="c"), node("y", parent="b", label="c")]
    keys = other_keys(ways)
    assert mint("menu", "", "c") not in {*keys["x"], *keys["y"]}
    assert mint("menu", "", "b", "c") in keys["y"]


def test_a_key_in_use_is_no_older_form_of_another() -> None:
    taken = mint("menu", "b")
    ways = [node("a", aliases=("b",)), node(taken, label="b")]
    assert taken not in other_keys(ways)["a"]


def test_many_names_do_not_multiply_without_end() -> None:
    names = tuple(f"名{nth}" for nth in range(9))
    ways = [node("0", aliases=names)]
    ways += [node(str(nth), parent=str(nth - 1), aliases=names) for nth in range(1, 12)]
    assert max(map(len, other_keys(ways).values())) <= 12 * MOST_WAYS


def published(folder: Path, pairs: list[tuple[str, str]]) -> Path:
    corpus = folder / "corpus.jsonl"
    lines = (json.dumps({"question": question, "answer": answer}, ensure_ascii=False) for question, answer in pairs)
    corpus.write_text("\n".join(lines), encoding="utf-8")
    build([corpus], folder / "graph", Options())
    return folder / "graph"


def test_an_older_key_is_answered_by_every_door(tmp_path: Path) -> None:
    """A page is renamed by what most entries call its menu, and a way without a root gets one."""
    place = ("订单管理", "订单导出")
    rootless = [("怎么设置", "路径：物流中心 > 运单设置 > 模板设置")]
    first = published(tmp_path, [*named(), *rootless])
    snapshot = Published(first).snapshot()
    old = [find(snapshot, f"{SYSTEM} > 订单管理 > 订单导出").id, find(snapshot, "模板设置").trails[0].crumbs[-1].key]
    snapshot.close()
    renamed = [(f"{nth}怎么进入", f"路径：{SYSTEM} > 交易中心 > 数据下载") for nth in range(9)]
    rooted = [("运单在哪里", f"路径：{SYSTEM} > 物流中心 > 运单设置")]
    second = published(tmp_path, [*named(), *renamed, *rootless, *rooted])
    snapshot = Published(second).snapshot()
    texts = [f"{SYSTEM} > 交易中心 > 数据下载", f"{SYSTEM} > 物流中心 > 运单设置 > 模板设置"]
    for key, text in zip(old, texts, strict=True):
        assert snapshot.get(key) is None, place
        assert serialize(snapshot, key, "text") == f"{text}\n"
        told = execute(snapshot, "query($k: ID!) { node(id: $k) { ... on MenuNode { path { text } } } }", {"k": key})
        assert told["data"]["node"]["path"]["text"] == text
    with pytest.raises(Refused, match="nothing is named"):
        find(snapshot, "menu-" + "a" * 16)


def test_a_way_of_very_many_labels_costs_no_more_than_it_must(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ids of nodes are minted once each, however many nodes stand below them."""
    minted = Counter[tuple[str, ...]]()

    def counting(*names: str) -> str:
        minted[names] += 1
        return mint(*names)

    monkeypatch.setattr(menus, "mint", counting)
    records = read_all(
        [("怎么导出", ">".join(["商家后台", *(f"菜单{chr(0x4E00 + number)}" for number in range(120))]))]
    )
    nodes = [record for record in records if isinstance(record, MenuNode)]
    assert len(nodes) == 121
    assert max(count for names, count in minted.items() if names[0] == "menu") == 1
    assert sum(minted.values()) < 8 * len(nodes)
