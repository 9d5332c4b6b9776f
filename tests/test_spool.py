"""Rows on disk: what is put comes out, in order and once, however few are held; and lines by their numbers, as a list has them."""

import gzip
from bisect import bisect_left
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract import lines as module
from extract.lines import Lines, sorted_lines
from extract.spool import Sorter, Spool

_ROWS = st.lists(st.tuples(st.text(max_size=3), st.binary(max_size=3), st.integers(0, 3)), max_size=40)
_LINES = st.lists(st.text(alphabet="ab订𠀀 .", max_size=4), max_size=150)


@given(_ROWS)
def test_rows_come_out_as_they_were_put(rows: list[tuple[str, bytes, int]]) -> None:
    spool = Spool[tuple[str, bytes, int]](tuple[str, bytes, int])
    for row in rows:
        spool.put(row)
    assert (list(spool), list(spool), len(spool)) == (rows, rows, len(rows))


def test_who_reads_a_spool_by_turns_reads_all_of_it() -> None:
    spool = Spool[tuple[int, str]](tuple[int, str])
    rows = [(number, "订单" * 40) for number in range(20_000)]
    for row in rows:
        spool.put(row)
    assert list(zip(spool, spool, strict=True)) == list(zip(rows, rows, strict=True))
    spool.put((-1, ""))
    assert list(spool) == [*rows, (-1, "")]


@given(_ROWS, st.integers(1, 50))
def test_rows_are_sorted_and_once_however_few_are_held(rows: list[tuple[str, bytes, int]], most: int) -> None:
    sorter = Sorter[tuple[str, bytes, int]](tuple[str, bytes, int], most)
    for row in rows:
        sorter.put((row,))
    assert list(sorter) == sorted(set(rows))


@given(lines=_LINES, held=st.integers(1, 100))
def test_lines_are_a_sorted_list_that_is_not_held(lines: list[str], held: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_HELD", held)
        patch.setattr(module, "_CUT", 3)
        found = sorted_lines(lines)
    expected = sorted(set(lines))
    assert list(found) == expected
    assert found == expected
    assert found != [*expected, ""]
    assert [found[place] for place in range(-len(found), len(found))] == expected * 2
    assert [found[place:] for place in range(len(found) + 2)] == [expected[p:] for p in range(len(found) + 2)]
    assert found[1:9:3] == expected[1:9:3]
    assert [bisect_left(found, line) for line in lines] == [bisect_left(expected, line) for line in lines]
    with pytest.raises(IndexError):
        found[len(expected)]


@given(_LINES, _LINES, _LINES, st.sampled_from((0, 1, 3, 7)), st.booleans())
def test_lines_after_a_change_are_packed_as_all_of_them_would_be(
    before: list[str], gone: list[str], new: list[str], cut: int, packed: bool
) -> None:
    lost, came = ({f"{line}\n".encode() for line in lines} for lines in (gone, new))
    with pytest.MonkeyPatch.context() as patch, TemporaryDirectory() as folder:
        patch.setattr(module, "_CUT", cut)
        files = [Path(folder) / name for name in ("before", "changed", "anew")]
        sorted_lines(before).keep(files[0], packed=packed)
        changed = Lines.after(files[0], sorted(lost), sorted(came))
        anew = Lines(sorted({f"{line}\n".encode() for line in before} - lost | came))
        for lines, path in zip((changed, anew), files[1:], strict=True):
            lines.keep(path, packed=True)
        assert (list(changed), len(changed), changed.size) == (list(anew), len(anew), anew.size)
        assert files[1].read_bytes() == files[2].read_bytes()
        assert gzip.decompress(files[1].read_bytes()).decode() == "".join(f"{line}\n" for line in anew)
