"""Push and pull against two real servers: what is pulled is what was pushed, readers never see half, and a break costs no data."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote_plus

import pytest
from typer.testing import CliRunner

from extract.build import Options, build
from extract.catalogue import word
from extract.endpoint import Place, opened
from extract.errors import StoreError
from extract.publish import graph_lines
from extract.pull import pull
from extract.push import current_of, listed, push
from graph_api.schema import execute
from graph_api.snapshot import Published
from helpgraph import app
from ontology.iris import DEFAULT_BASE
from ontology.wholeness import is_whole
from tests.conftest import LONG
from tests.stores import MOST_ROWS, oxigraph, proxy, virtuoso

SERVERS = {"oxigraph": oxigraph, "virtuoso": virtuoso}
PUBLISHED = f"<{DEFAULT_BASE}published>"
QUERIES = (
    "{ snapshot { id builtAt entries features gaps(first: 20) { nodes { message } } } }",
    '{ locate(feature: "订单导出") { text evidence(first: 3) { quote start rule entry { title } } } }',
    '{ ask(question: "货到付款能改运费吗") { text confidence entry { title } } }',
    '{ search(text: "ddgl", first: 5) { nodes { kind score highlight } } }',
    '{ check(feature: "修改运费", given: ["COD"]) { verdict summary because { text } } }',
)


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.endpoint._FIRST_WAIT", 0.01)


@pytest.fixture(scope="module", params=sorted(SERVERS))
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with SERVERS[request.param](tmp_path_factory.mktemp(request.param)) as place:
        yield place


@pytest.fixture
def store(server: Place) -> Place:
    """The server with nothing of ours in it."""
    with opened(server) as endpoint:
        rows = endpoint.rows("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
        for row in rows:
            if row["g"].startswith(f"<{DEFAULT_BASE}"):
                endpoint.update(f"DROP SILENT GRAPH {row['g']}")
    return server


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Three small graphs, built with a vocabulary of one's own."""
    folder = tmp_path_factory.mktemp("small")
    mine = folder / "mine.ttl"
    mine.write_text(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        '<urn:kinds> a skos:ConceptScheme ; skos:prefLabel "玩法"@zh-hans .\n'
        '<urn:blind> a skos:Concept ; skos:prefLabel "盲盒"@zh-hans ; skos:inScheme <urn:kinds> .\n',
        encoding="utf-8",
    )
    made = []
    texts = [
        ("能退吗", "盲盒类不支持退货。"),
        ("在哪导出", "商家后台-订单管理-订单导出"),
        ("能改吗", "待付款的订单可以改价。"),
    ]
    for number in (1, 2, 3):
        corpus = folder / "a.txt"
        pairs = texts[:number]
        corpus.write_text("".join(f"问题:{q}\n回答:{a}\n---\n" for q, a in pairs), encoding="utf-8")
        version, _ = build([corpus], folder / f"graph-{number}", Options(vocabulary=(mine,)))
        made.append(version)
    return made


def breaking_at(number: int) -> Callable[[int], str | None]:
    """The fault of a network that is gone from a request on."""
    return lambda count: None if count < number else "drop"


def same(one: Path, other: Path) -> bool:
    """Whether two versions hold the same: triples, and what is served, byte for byte."""
    return graph_lines(one) == graph_lines(other) and all(
        (one / name).read_bytes() == (other / name).read_bytes() for name in ("graph.sqlite", "vocabulary.msgpack")
    )


def test_what_is_pulled_is_what_was_pushed(store: Place, graph: Path, tmp_path: Path) -> None:
    version = Published(graph).snapshot().version
    pushed = push(version, store)
    pulled = pull(store, tmp_path / "pulled")
    assert pulled.version.name == pushed.snapshot == version.name
    assert same(pulled.version, version)
    assert is_whole(pulled.version)
    snapshots = [Published(folder).snapshot() for folder in (graph, tmp_path / "pulled")]
    for query in QUERIES:
        first, second = (execute(snapshot, query, None) for snapshot in snapshots)
        assert first == second
        assert first["data"], first


def test_a_vocabulary_of_ones_own_travels_along(store: Place, versions: list[Path], tmp_path: Path) -> None:
    push(versions[0], store)
    pulled = pull(store, tmp_path / "pulled")
    assert same(pulled.version, versions[0])
    assert pull(store, tmp_path / "pulled").fetched == 0


def test_pages_are_asked_for_by_iri_and_answers_cut_short_are_mended(
    store: Place, versions: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages larger than Virtuoso gives in one answer; subjects of which only some statements come at once."""
    monkeypatch.setattr("extract.catalogue.PAGE", MOST_ROWS + 500)
    monkeypatch.setattr("extract.pull._AT_ONCE", 15)
    monkeypatch.setattr("extract.push._AT_ONCE", 3)
    push(versions[2], store)
    with proxy(store, lambda _: None) as between:
        pulled = pull(between.place, tmp_path / "pulled")
    assert same(pulled.version, versions[2])
    asked = [unquote_plus(body) for body in between.bodies]
    assert not any("OFFSET" in query.upper() for query in asked)
    if store.user:
        assert any("STR(?o) >" in query for query in asked)


def test_readers_see_the_old_graph_or_the_new_one(store: Place, versions: list[Path]) -> None:
    sizes = [len(graph_lines(version)) for version in versions]
    push(versions[0], store)
    seen: list[int] = []
    problems: list[object] = []
    over = threading.Event()

    def read() -> None:
        query = (
            f"SELECT ?g (COUNT(*) AS ?n) {{ GRAPH {PUBLISHED} {{ {PUBLISHED} "
            "<http://www.w3.org/ns/dcat#hasCurrentVersion> ?g } GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
        )
        with opened(store) as endpoint:
            while True:
                last = over.is_set()
                rows = endpoint.rows(query)
                if len(rows) != 1:
                    problems.append(rows)
                else:
                    seen.append(int(rows[0]["n"].split('"')[1]))
                if last:
                    return

    reader = threading.Thread(target=read)
    reader.start()
    for version in versions[1:]:
        push(version, store)
    over.set()
    reader.join()
    assert not problems
    assert set(seen) <= set(sizes)
    assert seen == sorted(seen)
    assert (seen[0], seen[-1]) == (sizes[0], sizes[-1])


def test_the_version_before_stays_and_older_ones_go(store: Place, versions: list[Path]) -> None:
    for version in versions:
        push(version, store)
    with opened(store) as endpoint:
        rows = endpoint.rows("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
    graphs = {row["g"] for row in rows if row["g"].startswith(f"<{DEFAULT_BASE}graph-")}
    kept = {f"<{DEFAULT_BASE}graph-{version.name}{tail}>" for version in versions[1:] for tail in ("", "/catalogue")}
    assert graphs == kept
    assert push(versions[-1], store).sent == 0


def test_passing_faults_are_passed_over(store: Place, versions: list[Path], tmp_path: Path) -> None:
    """Every second request goes wrong: refused, without an answer, or done with the answer lost."""
    faults = (503, "drop", "late")
    with proxy(store, lambda number: faults[number // 2 % 3] if number % 2 == 0 else None) as between:
        push(versions[0], between.place)
        pulled = pull(between.place, tmp_path / "pulled")
    assert same(pulled.version, versions[0])


def test_a_push_that_breaks_off_is_taken_up(store: Place, versions: list[Path], tmp_path: Path) -> None:
    push(versions[0], store)
    with proxy(store, lambda _: None) as between:
        push(versions[1], between.place)
        whole = len(between.bodies)
    push(versions[0], store)
    for broken in range(3, whole, max(1, whole // (20 if LONG else 3))):
        with opened(store) as endpoint:
            for tail in ("", "/catalogue"):
                endpoint.update(f"DROP SILENT GRAPH <{DEFAULT_BASE}graph-{versions[1].name}{tail}>")
        with proxy(store, breaking_at(broken)) as between, pytest.raises(StoreError, match="cannot be reached"):
            push(versions[1], between.place)
        with opened(store) as endpoint:
            assert current_of(endpoint, PUBLISHED) == f"<{DEFAULT_BASE}graph-{versions[0].name}>"
    push(versions[1], store)
    assert same(pull(store, tmp_path / "pulled").version, versions[1])


def test_what_was_sent_before_a_break_is_not_sent_again(
    store: Place, versions: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("extract.catalogue.PAGE", 200)
    with proxy(store, breaking_at(20)) as between, pytest.raises(StoreError):
        push(versions[0], between.place)
    resumed = push(versions[0], store).sent
    with opened(store) as endpoint:
        whole = len(listed(endpoint, f"<{DEFAULT_BASE}graph-{versions[0].name}/catalogue>", word("digest")))
    assert 0 < resumed <= whole - 3
    with proxy(store, breaking_at(20)) as between, pytest.raises(StoreError):
        pull(between.place, tmp_path / "pulled")
    rest = pull(store, tmp_path / "pulled")
    assert 0 < rest.fetched <= whole - 3
    assert same(rest.version, versions[0])
    assert not list((tmp_path / "pulled").glob(".pull-*"))


def test_a_store_that_is_down_or_hangs_is_told(store: Place, versions: list[Path], tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"cannot be reached .*is the store running\?"):
        push(versions[0], replace(store, url="http://127.0.0.1:9"))
    with proxy(store, lambda _: "hang") as between, pytest.raises(StoreError, match="cannot be reached"):
        pull(replace(between.place, seconds=0.1), tmp_path / "pulled")
    with proxy(store, lambda _: 404) as between, pytest.raises(StoreError, match="no SPARQL endpoint was found"):
        push(versions[0], between.place)


def test_a_store_without_a_graph_is_told(store: Place, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="holds no graph that"):
        pull(store, tmp_path / "pulled")
    with pytest.raises(StoreError, match="holds no graph of urn:other/"):
        pull(store, tmp_path / "pulled", base_iri="urn:other/")


def test_another_version_of_the_ontology_is_refused(store: Place, versions: list[Path], tmp_path: Path) -> None:
    push(versions[0], store)
    catalogue = f"<{DEFAULT_BASE}graph-{versions[0].name}/catalogue>"
    spoken = "<https://helpgraph.example/store#ontology>"
    with opened(store) as endpoint:
        endpoint.update(f"DELETE WHERE {{ GRAPH {catalogue} {{ {catalogue} {spoken} ?v }} }}")
        endpoint.update(f'INSERT DATA {{ GRAPH {catalogue} {{ {catalogue} {spoken} "7.0.0" }} }}')
    with pytest.raises(StoreError, match=r"version 7\.0\.0 of the ontology"):
        pull(store, tmp_path / "pulled")
    with pytest.raises(StoreError, match="would misread it"):
        push(versions[1], store)
    push(versions[1], store, force=True)
    assert same(pull(store, tmp_path / "pulled").version, versions[1])


def test_a_graph_that_was_changed_in_the_store_is_not_served(
    store: Place, versions: list[Path], tmp_path: Path
) -> None:
    push(versions[0], store)
    line = graph_lines(versions[0])[0]
    with opened(store) as endpoint:
        endpoint.update(f"DELETE DATA {{ GRAPH <{DEFAULT_BASE}graph-{versions[0].name}> {{ {line} }} }}")
    with pytest.raises(StoreError, match="was changed in the store"):
        pull(store, tmp_path / "pulled")
    assert not (tmp_path / "pulled" / "current").exists()


def test_who_may_not_write_is_told(store: Place, versions: list[Path]) -> None:
    if not store.user:
        pytest.skip("Oxigraph's server asks nobody for a password")
    with pytest.raises(StoreError, match="refuses"):
        push(versions[0], replace(store, password="wrong"))


def test_the_commands(store: Place, versions: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HELPGRAPH_STORE_PASSWORD", store.password)
    user = ["--user", store.user] if store.user else []
    graph = str(versions[0].parent.parent)
    runner = CliRunner()
    told = runner.invoke(app, ["push", "--store", store.url, "--graph", graph, *user])
    assert told.exit_code == 0, told.output
    assert versions[0].name in told.stderr
    told = runner.invoke(app, ["pull", "--store", store.url, "--out", str(tmp_path / "pulled"), "--json"])
    assert told.exit_code == 0, told.output
    assert versions[0].name in told.stdout
    told = runner.invoke(app, ["pull", "--store", "http://127.0.0.1:9", "--out", str(tmp_path / "pulled")])
    assert told.exit_code == 1
    assert told.stderr.startswith("error: http://127.0.0.1:9/query cannot be reached")
