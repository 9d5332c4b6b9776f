"""The notebooks run without an error or a warning, their charts have no boxes, and what git holds of them is small."""

import base64
from pathlib import Path
from typing import Any

import nbformat
import pytest

from graph_api import charts
from tests.conftest import require
from tests.notebooks import executed, outputs, paths, read

LARGEST = 120_000


def font() -> None:
    """A font with Chinese characters, or a skip."""
    try:
        charts.chinese()
    except charts.NoFont as missing:
        require(False, str(missing))


def kinds(notebook: Any) -> list[tuple[str, ...]]:
    """What each output is, whatever it says."""
    return [tuple(sorted(one.get("data", {one.output_type: ""}))) for one in outputs(notebook)]


@pytest.mark.parametrize("path", paths(), ids=lambda path: path.stem)
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_notebook_runs_as_git_shows_it(graph: Path, path: Path) -> None:
    font()
    told = executed(path, graph)
    for one in outputs(told):
        assert one.output_type != "error"
        assert one.get("name") != "stderr", one.text  # a glyph that the font lacks is warned of here
    assert kinds(told) == kinds(read(path)), "renew it: python -m tests.notebooks"


@pytest.mark.parametrize("path", paths(), ids=lambda path: path.stem)
def test_what_git_holds_of_a_notebook_is_small_and_of_no_machine(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text) < LARGEST
    notebook = read(path)
    nbformat.validate(notebook)
    for one in outputs(notebook):
        assert "Glyph" not in str(one)
        if image := one.get("data", {}).get("image/png"):
            assert len(base64.b64decode(image)) < 30_000
    assert all("execution" not in cell.metadata for cell in notebook.cells)
    assert "http" not in text.replace("https://helpgraph.example/", "").replace("http://www.w3.org/", "")


def test_a_font_that_draws_chinese_is_named() -> None:
    import warnings

    import matplotlib

    font()
    matplotlib.use("agg")
    from matplotlib import pyplot

    assert charts.chinese() in charts.FONTS
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure, axes = pyplot.subplots()
        axes.set_title("订单类型：货到付款、仅支持−1")
        figure.canvas.draw()
        pyplot.close(figure)


def test_without_such_a_font_it_says_which_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("matplotlib.font_manager.fontManager.ttflist", [])
    monkeypatch.setattr("matplotlib.font_manager.findSystemFonts", list)
    with pytest.raises(charts.NoFont, match="fonts-noto-cjk"):
        charts.chinese()


def test_a_font_that_was_installed_after_the_list_of_fonts_was_made_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    font()
    monkeypatch.setattr("matplotlib.font_manager.fontManager.ttflist", [])
    assert charts.chinese() in charts.FONTS
