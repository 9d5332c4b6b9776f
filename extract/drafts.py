"""A rule while it is read: what was understood, at which words; and the state of a sentence that later clauses build on."""

from dataclasses import dataclass, field, replace

from extract.conds import Alternatives, Cond, Conjunction, join
from extract.facts import ConceptName
from extract.opposed import but_opposed
from ontology.concepts import Vocabulary
from ontology.kinds import ConstraintKind, Modality
from ontology.records import Quantity


@dataclass(frozen=True, slots=True)
class Draft:
    """A rule as read: `start`, `end` are the words of the rule in the answer, `words` what it says without its conditions.

    `measured`: the key of what its figure bounds, if it is the only one of its clause.
    """

    modality: Modality
    kind: ConstraintKind
    rule: str
    start: int
    end: int
    words: str
    feature: str | None = None
    subject: ConceptName | None = None
    actor: ConceptName | None = None
    conditions: Conjunction = ()
    limit: Quantity | None = None
    scope: str | None = None
    effect: str | None = None
    exclusive: bool = False
    measured: str | None = None
    superseded: bool = False


@dataclass(slots=True)
class State:
    """What a sentence has said so far: its topic's conditions (they stay), the kinds that it speaks of (others replace them), its
    ifs (a new if replaces them), its last feature, who acts; `apart`: what brackets take out of those whom the words before them tell, with where these begin and end; `duties`: whom the duties of the clause before bind; `spoken`: under what the clause before tells what follows or is to be done; `governs`: of whom the items below are told in which its cue is thought, or of whose `acts` they are."""

    topic: Alternatives = ()
    kinds: Alternatives = ()
    ifs: Alternatives = ()
    ifs_start: int | None = None
    feature: str | None = None
    actor: ConceptName | None = None
    ruled: bool = False
    last: Modality | None = None
    last_start: int = 0
    last_end: int = 0
    excepted: Alternatives = ()
    apart: tuple[tuple[int, int, Alternatives], ...] = ()
    superseded: bool = False
    needs: tuple[int, int] | None = None
    duty: tuple[int, int] | None = None
    others: bool = False
    said: Alternatives = ()
    carried: Alternatives = ()
    spoken: Alternatives = ()
    duties: Alternatives = ()
    told: tuple[Draft, ...] = ()
    taken: int = 0
    governs: Alternatives = ()
    acts: bool = False
    drafts: list[Draft] = field(default_factory=list)

    def add_if(self, alternatives: Alternatives, start: int, *, also: bool) -> None:
        """One more condition; after a rule a new if begins anew, unless it goes on by 且."""
        if self.ruled and not also:
            self.forget_ifs()
        self.ifs = join(self.ifs, alternatives)
        self.ifs_start = start if self.ifs_start is None else self.ifs_start

    def forget_ifs(self) -> None:
        """What was said under an if is over."""
        self.ifs, self.ifs_start, self.ruled = (), None, False

    def latest(self) -> tuple[Draft, ...]:
        """The rules that were told last, by the same words."""
        told = (*self.told, *self.drafts)
        return tuple(d for d in told if (d.start, d.end) == (told[-1].start, told[-1].end))

    def give_way(self, own: Alternatives, vocabulary: Vocabulary) -> None:
        """What was said before holds no longer where a clause says what it cannot hold with."""
        said = (self.topic, self.kinds, self.ifs)
        self.topic, self.kinds, self.ifs = (but_opposed(one, own, vocabulary) for one in said)

    def turn_to_others(self) -> None:
        """What was said of those named before does not hold for the others."""
        self.carried = self.kinds = ()
        if self.ruled:
            self.forget_ifs()

    @property
    def conditions(self) -> Alternatives:
        return join(join(self.topic, self.kinds), self.ifs)


def turned(draft: Draft, conditions: tuple[Cond, ...]) -> Draft:
    """The rule that an exception implies: what is permitted is forbidden there, and the other way round."""
    other = Modality.FORBIDDEN if draft.modality is Modality.ALLOWED else Modality.ALLOWED
    return replace(draft, modality=other, conditions=conditions, scope=None, exclusive=False)
