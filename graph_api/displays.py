"""How a notebook shows answers: a path, a rule with its words marked in the source, a verdict, a matrix of verdicts.

Each is a value that prints as text and shows itself in Jupyter as HTML: inline styles alone, everything of the sources escaped.
"""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

_COLOURS: Final[Mapping[str, tuple[str, str]]] = {
    "ALLOWED": ("#d7f0dc", "#14532d"),
    "CONDITIONAL": ("#fdf0c9", "#713f12"),
    "CONFLICTING": ("#ead9f7", "#581c87"),
    "FORBIDDEN": ("#f9d7d5", "#7f1d1d"),
    "UNSTATED": ("#ececec", "#404040"),
}
_CONTEXT: Final = 60
"""How many characters of the source stand on each side of the words."""

_esc = html.escape


def badge(verdict: str) -> str:
    """A verdict in its colour; the word stands in it, so that colour is never all that tells."""
    back, ink = _COLOURS.get(verdict, _COLOURS["UNSTATED"])
    return f'<span style="background:{back};color:{ink};padding:1px 6px;border-radius:3px">{_esc(verdict)}</span>'


class _Told:
    """What prints as it reads: `<Place 商家后台 > 订单管理>`."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self}>"


@dataclass(frozen=True, slots=True, repr=False)
class Words(_Told):
    """Words of a source with what stands around them: `before + quote + after` is a piece of the entry's field."""

    entry: str
    title: str
    field: str
    start: int
    end: int
    quote: str
    before: str
    after: str
    rule: str

    @classmethod
    def of(cls, told: Mapping[str, Any], text: str) -> "Words":
        """From an evidence of the API and the whole text of its field."""
        start, end = told["start"], told["end"]
        before, after = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
        entry = told["entry"]
        place = (told["field"], start, end, told["quote"], before, after, told["rule"])
        return cls(entry["id"], entry["title"], *place)

    def __str__(self) -> str:
        return f"“{self.quote}” — {self.title}"

    def _repr_html_(self) -> str:
        return (
            f'<div style="margin:2px 0 2px 1em">{_esc(self.before)}<mark>{_esc(self.quote)}</mark>{_esc(self.after)}'
            f'<br><small title="{_esc(self.entry)}">{_esc(self.title)} · {_esc(self.field)} {self.start}–{self.end} · '
            f"{_esc(self.rule)}</small></div>"
        )


@dataclass(frozen=True, slots=True, repr=False)
class Place(_Told):
    """A way through the menus: labels from the root down, for whom it exists, whether its beginning is told."""

    id: str
    labels: tuple[str, ...]
    conditions: tuple[str, ...]
    is_complete: bool
    evidence: tuple[Words, ...]

    @property
    def text(self) -> str:
        """The labels joined with ' > '."""
        return " > ".join(self.labels)

    def __str__(self) -> str:
        return self.text + (f"（{'、'.join(self.conditions)}）" if self.conditions else "")

    def _repr_html_(self) -> str:
        begin = "" if self.is_complete else "… › "
        crumbs = " › ".join(f"<b>{_esc(label)}</b>" for label in self.labels)
        only = f" <small>（{_esc('、'.join(self.conditions))}）</small>" if self.conditions else ""
        return f"<div>{begin}{crumbs}{only}{''.join(one._repr_html_() for one in self.evidence)}</div>"


@dataclass(frozen=True, slots=True, repr=False)
class Rule(_Told):
    """A rule as one sentence, what it is, and the words that it rests on."""

    id: str
    kind: str
    modality: str
    text: str
    conditions: tuple[str, ...]
    evidence: tuple[Words, ...]

    def __str__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        asked = f"<br><small>条件：{_esc('、'.join(self.conditions))}</small>" if self.conditions else ""
        head = f"<b>{_esc(self.text)}</b> <small>{_esc(self.kind)} · {_esc(self.modality)}</small>{asked}"
        return f"<div>{head}{''.join(one._repr_html_() for one in self.evidence)}</div>"


@dataclass(frozen=True, slots=True, repr=False)
class Verdict(_Told):
    """Whether a feature applies to an order: the verdict, the reason in Chinese, and the rules; open rules with what they ask."""

    feature: str
    label: str
    verdict: str
    summary: str
    because: tuple[Rule, ...]
    depends_on: tuple[tuple[Rule, str], ...]
    unless: tuple[tuple[Rule, str], ...]
    limits: tuple[Rule, ...]

    def __str__(self) -> str:
        return f"{self.verdict}  {self.label}\n{self.summary}"

    def _repr_html_(self) -> str:
        parts = [f"<div>{badge(self.verdict)} <b>{_esc(self.label)}</b><br>{_esc(self.summary)}"]
        parts += [one._repr_html_() for one in self.because]
        for title, some in (("取决于", self.depends_on), ("除非", self.unless)):
            parts += [f"<div><small>{title} {_esc(wanted)}：</small>{_esc(rule.text)}</div>" for rule, wanted in some]
        parts += [f"<div><small>限制：</small>{_esc(rule.text)}</div>" for rule in self.limits]
        return "".join(parts) + "</div>"


@dataclass(frozen=True, slots=True, repr=False)
class Matrix(_Told):
    """Verdicts of operations (rows, by label) for several orders (columns); what no rule speaks of is UNSTATED."""

    orders: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]

    def __str__(self) -> str:
        return "\n".join("\t".join((label, *verdicts)) for label, verdicts in (("", self.orders), *self.rows))

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{_esc(order)}</th>" for order in self.orders)
        body = "".join(_line(label, verdicts) for label, verdicts in self.rows)
        return f"<table><thead><tr><th></th>{head}</tr></thead><tbody>{body}</tbody></table>"


def _line(label: str, verdicts: Sequence[str]) -> str:
    cells = "".join(f"<td>{badge(one)}</td>" for one in verdicts)
    return f'<tr><th style="text-align:left">{_esc(label)}</th>{cells}</tr>'


@dataclass(frozen=True, slots=True, repr=False)
class Answer(_Told):
    """The answer to a question: its text, how sure, what it was after, and what it rests on."""

    question: str
    intent: str
    text: str
    confidence: float
    places: tuple[Place, ...]
    rules: tuple[Rule, ...]
    verdict: Verdict | None
    evidence: tuple[Words, ...]

    def __str__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        sure = f"<small>{_esc(self.intent)} · {self.confidence:.2f}</small>"
        text = _esc(self.text).replace("\n", "<br>")
        return f"<div>{text} {sure}{''.join(one._repr_html_() for one in self.evidence)}</div>"


@dataclass(frozen=True, slots=True, repr=False)
class Hit(_Told):
    """Something that a search found."""

    id: str
    kind: str
    score: float
    highlight: str

    def __str__(self) -> str:
        return html.unescape(self.highlight.replace("<mark>", "").replace("</mark>", ""))

    def _repr_html_(self) -> str:
        return f"<div><small>{_esc(self.kind)} {self.score:.2f}</small> {self.highlight}</div>"


class Shown(tuple[Any, ...]):
    """Several answers, shown one below the other; a tuple in all else."""

    def _repr_html_(self) -> str:
        return "".join(one._repr_html_() for one in self) or "<div>—</div>"
