"""What is wrong in a vocabulary file is told with its line and a remedy, and no file breaks the reader."""

import pickle
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ontology.vocabulary import BUNDLED, VocabularyError, load_vocabulary

HEAD = """@prefix help: <https://helpgraph.example/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix type: <https://helpgraph.example/vocab/order-types/> .
@prefix lexicon: <https://helpgraph.example/vocab/lexicon/> .
@prefix my: <https://shop.example/terms/> .
"""
TYPES = "<https://helpgraph.example/vocab/order-types>"


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def writer(body: str, name: str = "mine.ttl") -> Path:
        path = tmp_path / name
        path.write_text(HEAD + body, encoding="utf-8")
        return path

    return writer


def line_with(path: Path, words: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if words in line)


def error_of(*paths: Path) -> VocabularyError:
    with pytest.raises(VocabularyError) as caught:
        load_vocabulary(paths)
    assert str(caught.value).startswith(f"{caught.value.path}:")
    assert caught.value.remedy in str(caught.value)
    return caught.value


@pytest.mark.parametrize(
    ("body", "at", "message"),
    [
        ('my:x a skos:Concept ;;\n    skos:prefLabel "甲"@zh-hans\n    bad:y 1 .\n', "bad:y", "Turtle syntax"),
        ('my:x skos:prefLabel "甲 .\n', '"甲 .', "Turtle syntax"),
        ('my:x skos:prefLabel "甲"@zh-hans ;\n    skos:altLabel "乙"@8 .\n', "@8", "Turtle syntax"),
        ('my:x skos:prefLabel "甲"@zh-hans\n', "my:x", "Turtle syntax"),
        ('my:x skos:prefLabel "甲"@zh-hans ;\n    skos:broader <a b> .\n', "<a b>", "is no IRI"),
        (f"my:x a skos:Concept ; skos:inScheme {TYPES} .\n", "my:x", "no skos:prefLabel"),
        (f'\nmy:x a skos:Concept ; skos:prefLabel " "@zh-hans ; skos:inScheme {TYPES} .\n', "my:x", "no skos:prefLabel"),
        ('my:x a skos:Concept ; skos:prefLabel "甲乙"@zh-hans .\n', "my:x", "in 0 schemes"),
        ('my:x a skos:Concept ; skos:prefLabel "甲乙"@zh-hans ; skos:inScheme my:s .\n', "my:x", "no file declares"),
        ('my:s a skos:ConceptScheme .\n', "my:s", "no skos:prefLabel"),
        ('my:s a skos:ConceptScheme ; skos:prefLabel "丙"@zh-hans ;\n  help:scheme "TYPE" .\n', '"TYPE"', "none of"),
        ('\ntype:cods skos:altLabel "到了付"@zh-hans .\n', "type:cods", "declared in no file"),
        ('\nlexicon:path-cues help:word "走法" .\n', "lexicon:path-cues", "declared in no file"),
        ('type:cod skos:broader type:nothing .\n', "type:cod", "no concept of any file"),
        ('type:cod help:excludes my:nothing .\n', "type:cod", "no concept of any file"),
        ('my:g a help:ExclusiveCollection ; skos:member type:cod, type:nil .\n', "my:g", "no concept of any file"),
        ('type:cod help:excludes type:cod .\n', "type:cod", "names itself"),
        ('type:cod help:commonWord "别的"@zh-hans .\n', "type:cod", "is no name of"),
        ('type:pop skos:broader type:sop .\n', "type:pop", "in a circle"),
        ('type:sop skos:broader type:self-operated .\n', "type:sop", "exclude each other"),
        ('type:cod skos:broader type:online-payment .\n', "type:cod", "exclude each other"),
        ('type:cod skos:prefLabel "货到了付款"@zh-hans .\n', "货到了付款", "2 values of skos:prefLabel"),
        ('\n\n[] a skos:Concept ; skos:prefLabel "甲乙"@zh-hans .\n', "[]", "without an IRI"),
        ('my:w a help:WordClass ; help:word "甲" .\n', "my:w", "0 names"),
        ('my:w a help:SynonymGroup ; help:sameWord "甲", "乙" .\n', "my:w", "0 preferred words"),
    ],
)  # fmt: skip
def test_an_error_names_file_and_line(write: Callable[..., Path], body: str, at: str, message: str) -> None:
    path = write("# a comment first\n" + body)
    error = error_of(path)
    assert message in error.message
    assert error.path == str(path)
    assert error.line == line_with(path, at)


def test_a_clash_of_labels_names_both_places(write: Callable[..., Path]) -> None:
    path = write(
        f"""
my:x a skos:Concept ;
    skos:prefLabel "甲乙"@zh-hans ;
    skos:altLabel "丙丁"@zh-hans, "ｃｏｄ"@zh-hans ;
    skos:inScheme {TYPES} .
"""
    )
    error = error_of(path)
    assert (error.path, error.line) == (str(path), line_with(path, "ｃｏｄ"))
    bundled = BUNDLED / "order-types.ttl"
    line = line_with(bundled, 'skos:notation "COD"')
    assert f"{bundled}:{line}" in error.message
    assert "货到付款" in error.message


def test_a_clash_within_one_file_is_told_at_the_later_line(write: Callable[..., Path]) -> None:
    path = write(
        f"""
my:b a skos:Concept ; skos:prefLabel "某某单"@zh-hans ; skos:inScheme {TYPES} .
my:a a skos:Concept ; skos:prefLabel "別的單"@zh-hant ; skos:altLabel "某某單"@zh-hant ; skos:inScheme {TYPES} .
"""
    )
    error = error_of(path)
    assert error.line == line_with(path, "my:a a")
    assert f"{path}:{line_with(path, 'my:b a')}" in error.message


def test_a_file_that_is_not_there_or_no_text(tmp_path: Path) -> None:
    assert "cannot be read" in error_of(tmp_path / "none.ttl").message
    assert "cannot be read" in error_of(tmp_path).message
    path = tmp_path / "gbk.ttl"
    path.write_bytes(b"# one\n# " + "货到付款".encode("gb18030"))
    error = error_of(path)
    assert ("UTF-8" in error.message, error.line) == (True, 2)


def test_a_byte_order_mark_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "bom.ttl"
    path.write_bytes(b"\xef\xbb\xbf" + (HEAD + 'lexicon:path-cue help:word "走法" .\n').encode())
    assert "走法" in load_vocabulary([path]).words["path-cue"]


def test_an_error_survives_the_way_between_processes() -> None:
    error = VocabularyError("a.ttl", 3, message="m", remedy="r")
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.line, again.remedy) == (str(error), 3, "r")


GOOD = HEAD + (
    'my:x a skos:Concept ;\n    skos:prefLabel "甲乙"@zh-hans, "Ab"@en ;\n    skos:broader my:y ;\n'
    '    skos:inScheme my:s .\nmy:y a skos:Concept ; skos:prefLabel "丙丁"@zh-hans ; skos:inScheme my:s .\n'
    'my:s a skos:ConceptScheme ; skos:prefLabel "戊"@zh-hans .\n'
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    at=st.integers(0, len(GOOD)),
    gone=st.integers(0, 12),
    new=st.text(alphabet="<>\"@;.,[]()_:#\\'^ \nax0甲\x00", max_size=4),
)
def test_a_broken_file_gives_a_vocabulary_or_its_error(tmp_path: Path, at: int, gone: int, new: str) -> None:
    folder = tmp_path / "vocab"
    folder.mkdir(exist_ok=True)
    (folder / "broken.ttl").write_text(GOOD[:at] + new + GOOD[at + gone :], encoding="utf-8")
    caught = None
    try:
        load_vocabulary(bundled=folder)
    except VocabularyError as error:
        caught = error
    if caught is not None:
        assert caught.path.endswith("broken.ttl")
        assert 1 <= caught.line <= GOOD.count("\n") + new.count("\n") + 2
