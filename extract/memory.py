"""What sentences leave to those behind them: the kinds that rules named (其余…), and what a line before a list governs."""

from dataclasses import dataclass, field, replace

from extract.conds import Alternatives, Conjunction, join, unique
from extract.drafts import Draft
from extract.frames import Frame
from extract.page import Page
from extract.statements import Sentence
from ontology.kinds import ConceptScheme

_KINDS = frozenset((ConceptScheme.ORDER_TYPE, ConceptScheme.CARRIER, ConceptScheme.ROLE, ConceptScheme.CIRCUMSTANCE))


@dataclass(slots=True)
class Memory:
    """`named`: the kinds that rules have named; `governed`: conditions with the end of the list that they govern; `taken`: where
    what was read with its sentence ends."""

    named: Conjunction = ()
    governed: list[tuple[Alternatives, int]] = field(default_factory=list)
    taken: int = 0

    def keep(self, drafts: list[Draft]) -> None:
        """Remembers the kinds that rules are for."""
        found = (c for draft in drafts for c in draft.conditions if not c.negated and c.name.scheme in _KINDS)
        self.named = unique((*self.named, *found))

    def govern(self, page: Page, sentence: Sentence, conditions: Alternatives) -> None:
        """对于企业采购订单：1）…2）…: a line that only says for which orders governs the list behind it."""
        if ":" not in page.told.folded[sentence.end - 1 : sentence.end + 2]:
            return
        first = next((i for i in page.items if i.number == 1 and 0 <= i.start - sentence.end <= 3), None)
        if first is not None:
            self.governed.append((conditions, max(i.end for i in page.items if i.run == first.run)))

    def framed(self, frame: Frame, sentence: Sentence) -> Frame:
        """A frame with what governs its sentence."""
        found = [conditions for conditions, stop in self.governed if sentence.start < stop]
        near = frame.near
        for conditions in found:
            near = join(conditions, near)
        return replace(frame, near=near) if found else frame
