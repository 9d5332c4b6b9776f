"""Corpus files: every form and encoding gives the same entries; what is wrong is told with its place and a remedy."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.build import Options, build
from extract.corpus import MOST_DUPLICATES, Corpus, CorpusError, read_corpus
from extract.decoding import LONGEST_LINE
from graph_api.schema import execute
from graph_api.snapshot import Snapshot
from tests.conftest import CORPUS

TEXT = "问题:怎么导出订单？\n回答:商家后台-订单管理-订单导出\n---\n问题：在哪里打印\n回答：第一行\n第二行\n\n-------\n"
PAIRS = {("怎么导出订单？", "商家后台-订单管理-订单导出"), ("在哪里打印", "第一行\n第二行")}


def read(path: Path) -> Corpus:
    return read_corpus([path])


def pairs(corpus: Corpus) -> set[tuple[str, str]]:
    return {(entry.question, entry.answer) for entry in corpus.entries}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends_make_no_difference(tmp_path: Path, encoding: str, ends: str) -> None:
    path = tmp_path / "corpus.txt"
    path.write_bytes(TEXT.replace("\n", ends).encode(encoding))
    corpus = read(path)
    assert corpus.problems == ()
    assert pairs(corpus) == PAIRS


def test_json_lines_and_csv_give_the_same(tmp_path: Path) -> None:
    lines = "\n".join(json.dumps({"question": q, "answer": a}, ensure_ascii=False) for q, a in sorted(PAIRS))
    rows = "问题,回答\n" + "\n".join(f'"{q}","{a}"' for q, a in sorted(PAIRS))
    for name, text in (("a.jsonl", lines), ("b.csv", rows), ("c.tsv", rows.replace(",", "\t"))):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        corpus = read(path)
        assert corpus.problems == (), name
        assert pairs(corpus) == PAIRS, name


def test_dashes_inside_a_line_do_not_separate(tmp_path: Path) -> None:
    path = tmp_path / "corpus.txt"
    path.write_text("问题:甲\n回答:一 --- 二\n| a | --- |\n---\n问题:乙\n回答:三\n", encoding="utf-8")
    assert pairs(read(path)) == {("甲", "一 --- 二\n| a | --- |"), ("乙", "三")}


def test_the_users_corpus_is_read_whole() -> None:
    corpus = read(CORPUS)
    assert corpus.problems == ()
    assert len(corpus.entries) == 50
    assert sum(not entry.answer for entry in corpus.entries) == 2


def test_files_and_folders_at_once(tmp_path: Path) -> None:
    (tmp_path / "more" / "deep").mkdir(parents=True)
    (tmp_path / "more" / "deep" / "a.txt").write_text("问题:甲\n回答:一\n", encoding="utf-8")
    (tmp_path / "more" / "b.jsonl").write_text('{"q": "乙", "a": "二"}\n', encoding="utf-8")
    (tmp_path / "more" / "notes.pdf").write_bytes(b"%PDF")
    (tmp_path / "c.csv").write_text("question,answer\n丙,三\n", encoding="utf-8")
    corpus = read_corpus([tmp_path / "more", tmp_path / "c.csv"])
    assert corpus.problems == ()
    assert {(e.question, e.sources[0].file) for e in corpus.entries} == {
        ("甲", "deep/a.txt"),
        ("乙", "b.jsonl"),
        ("丙", "c.csv"),
    }


def test_ids_depend_on_question_and_file_not_on_the_place(tmp_path: Path) -> None:
    path = tmp_path / "corpus.txt"
    path.write_text(TEXT, encoding="utf-8")
    before = {entry.question: entry.id for entry in read(path).entries}
    path.write_text("问题:新的\n回答:在前\n---\n" + TEXT.replace("第一行", "改了"), encoding="utf-8")
    after = {entry.question: entry.id for entry in read(path).entries}
    assert {question: after[question] for question in before} == before


def test_duplicates(tmp_path: Path) -> None:
    """The same answer: one entry with both sources. Another answer: both are kept and know of each other."""
    same = "问题:甲\n回答:一\n"
    (tmp_path / "a.txt").write_text(same, encoding="utf-8")
    (tmp_path / "b.txt").write_text(f"{same}---\n问题:甲\n回答:二\n", encoding="utf-8")
    corpus = read_corpus([tmp_path])
    assert len(corpus.entries) == 2
    one, two = sorted(corpus.entries, key=lambda entry: entry.answer)
    assert [(s.file, s.line) for s in one.sources] == [("a.txt", 1), ("b.txt", 1)]
    assert one.duplicates == (two.id,)
    assert two.duplicates == (one.id,)


@pytest.mark.parametrize("size", [2, MOST_DUPLICATES, MOST_DUPLICATES + 1, MOST_DUPLICATES + 2, 500])
def test_of_a_question_that_is_asked_often_the_first_are_told(tmp_path: Path, size: int) -> None:
    (tmp_path / "a.txt").write_text("---\n".join(f"问题:甲\n回答:{nth}\n" for nth in range(size)), encoding="utf-8")
    entries = read_corpus([tmp_path]).entries
    every = tuple(entry.id for entry in entries)
    assert len(every) == size
    for entry in entries:
        if size <= MOST_DUPLICATES + 1:
            assert entry.duplicates == tuple(own for own in every if own != entry.id)
        else:
            assert entry.duplicates == every[: MOST_DUPLICATES + 1]


def test_the_gaps_of_a_question_that_is_asked_often_stand_together(tmp_path: Path) -> None:
    """All that ask it are found by going through the pages of gaps; what they tell grows with their number, not with its square."""
    size = 60
    rows = [f"问题:{question}\n回答:{nth}\n" for nth in range(size) for question in ("甲怎么办", "乙怎么办")]
    (tmp_path / "a.txt").write_text("---\n".join(rows), encoding="utf-8")
    version, _ = build([tmp_path / "a.txt"], tmp_path / "graph", Options())
    snapshot = Snapshot(version)
    found, cursor = list[str](), None
    while True:
        told = execute(
            snapshot,
            "query($a: String) { snapshot { gaps(kinds: [DUPLICATE_QUESTION], first: 25, after: $a) { totalCount pageInfo { hasNextPage endCursor } "
            "nodes { message node { ... on Entry { title } } } } } }",
            {"a": cursor},
        )
        page = told["data"]["snapshot"]["gaps"]
        found += [one["node"]["title"] for one in page["nodes"]]
        assert all(len(one["message"]) < 600 for one in page["nodes"])
        cursor = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert page["totalCount"] == len(found) == 2 * size
    assert found in (["甲怎么办"] * size + ["乙怎么办"] * size, ["乙怎么办"] * size + ["甲怎么办"] * size)


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.txt", b"", ("a.txt", "empty", "Take it out")),
        ("a.txt", b"\x00\x01\x02", ("a.txt:1:1", "NUL", "UTF-8 or GB18030")),
        ("a.txt", "问题:好的问题好的问题\n回答:坏\xff".encode() + b"\xff\xfe", ("a.txt:2:", "no UTF-8", "damaged")),
        ("a.txt", "问题:甲\n---\n".encode(), ("a.txt:1:1", "without an answer line", "回答:")),
        ("a.txt", "回答:甲\n".encode(), ("a.txt:1:1", "without a question", "问题:")),
        ("a.txt", "问题:\n回答:甲\n".encode(), ("a.txt:1:1", "empty question", "问题:")),
        ("a.txt", "随便写的\n问题:甲\n回答:乙\n".encode(), ("a.txt:1:1", "no question", "问题:")),
        ("a.txt", "没有条目\n".encode(), ("a.txt:1:1", "no question", "问题:")),
        ("a.jsonl", b'{"question": "x"\n', ("a.jsonl:1:", "no JSON", "one JSON object a line")),
        ("a.jsonl", b"[1]\n", ("a.jsonl:1:1", "no JSON object", "question")),
        ("a.jsonl", b'{"question": "x"}\n', ("a.jsonl:1:1", "no answer", "answer")),
        ("a.jsonl", b'{"question": 5, "answer": "y"}\n', ("a.jsonl:1:1", "no text", "string")),
        ("a.csv", b"x,y\n1,2\n", ("a.csv:1:1", "no header", "question,answer")),
        ("a.csv", b"question,answer\n1,2,3\n", ("a.csv:2:1", "3 cells", "Quote")),
        ("a.txt", b"x" * (LONGEST_LINE + 5), ("a.txt:1:1", "a line of over", "Break it")),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_place_and_remedy(
    tmp_path: Path, name: str, data: bytes, told: tuple[str, ...]
) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_text("问题:甲\n回答:乙\n", encoding="utf-8")
    corpus = read_corpus([tmp_path])
    assert ("甲", "乙") in pairs(corpus)
    message = str(corpus.problems[0])
    assert all(part in message for part in told), message
    with pytest.raises(CorpusError):
        read_corpus([tmp_path], strict=True)


def test_a_line_of_50_megabytes_is_refused_without_reading_it_all(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.write("问题:甲\n回答:乙\n---\n问题:长\n回答:".encode())
        for _ in range(50):
            file.write(b"x" * 1024 * 1024)
    corpus = read(path)
    assert corpus.entries == ()
    assert "a.txt:5:1" in str(corpus.problems[0])


def test_missing_paths_empty_folders_and_links_that_lead_outside(tmp_path: Path) -> None:
    assert "no such file" in str(read(tmp_path / "none").problems[0])
    folder = tmp_path / "corpus"
    folder.mkdir()
    assert "holds no corpus file" in str(read(folder).problems[0])
    outside = tmp_path / "outside.txt"
    outside.write_text("问题:甲\n回答:乙\n", encoding="utf-8")
    os.symlink(outside, folder / "link.txt")
    corpus = read(folder)
    assert corpus.entries == ()
    assert "leads outside" in str(corpus.problems[0])


def test_a_caret_points_at_the_place(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"question": "x", oops}\n', encoding="utf-8")
    lines = str(read(path).problems[0]).splitlines()
    column = int(lines[0].split(":")[2])
    assert lines[2].index("^") - 4 == column - 1
    assert lines[1].strip()[column - 1 :].startswith("oops")


@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.jsonl", "a.csv"]))
def test_any_bytes_give_entries_or_corpus_errors(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, name: str
) -> None:
    path = tmp_path_factory.mktemp("fuzz") / name
    path.write_bytes(data)
    corpus = read(path)
    assert corpus.entries or corpus.problems
    for entry in corpus.entries:
        assert entry.question.strip()
        entry.question.encode()


@given(st.text(alphabet="问题回答:：-—=\n QA1甲，", max_size=80))
def test_any_text_is_read_or_told(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("fuzz") / "a.txt"
    path.write_text(text, encoding="utf-8", newline="")
    corpus = read(path)
    assert corpus.entries or corpus.problems
