"""What a rule means: when it holds of an order, which of two is more specific, and the verdict that rules give together.

Pure: no sentence, no request. The words of the contract at `Applicability` are the specification; `VERDICTS` is its table.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ontology.alternatives import exhaustive
from ontology.bounds import Bound, bound
from ontology.kinds import Verdict
from ontology.literals import Given, Literal, Relations, State, compatible, entails, equivalent

__all__ = [
    "VERDICTS",
    "Bound",
    "Given",
    "Judgement",
    "Literal",
    "Open",
    "Relations",
    "Rule",
    "Standing",
    "State",
    "Step",
    "bound",
    "compatible",
    "entails",
    "equivalent",
    "judge",
    "more_specific",
    "rule_state",
]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of kind APPLICABILITY. `scoped`: it speaks of a part of the feature alone, so that it never forbids the whole.

    `members`: the ids of the open permissions that hold together as this one.
    """

    id: str
    permits: bool
    conditions: tuple[Literal, ...] = ()
    scoped: bool = False
    members: tuple[str, ...] = ()

    @property
    def decides(self) -> bool:
        return self.permits or not self.scoped


def rule_state(rule: Rule, given: Given) -> State:
    """A rule holds where each of its conditions does, and is out where one is."""
    return given.joint_state(rule.conditions)


def more_specific(one: Rule, other: Rule, relations: Relations) -> bool:
    """Whether the conditions of `one` entail those of `other`, and not the reverse."""
    return entails(one.conditions, other.conditions, relations) and not entails(
        other.conditions, one.conditions, relations
    )


@dataclass(frozen=True, slots=True)
class Open:
    """A rule that is open, and its conditions that are left undecided."""

    rule: str
    undecided: tuple[Literal, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How the rules stand beside what is given: what the steps of a verdict look at.

    `holding`: the deciding rules that hold; `permissions` and `prohibitions`: of these, what step 2 leaves; then what is open.
    """

    relations: Relations
    holding: tuple[Rule, ...]
    permissions: tuple[Rule, ...]
    prohibitions: tuple[Rule, ...]
    open_permissions: tuple[Open, ...]
    open_prohibitions: tuple[Open, ...]

    def asks(self) -> bool:
        """Whether a prohibition is open by negated conditions alone: what it asks for is not given."""
        return any(all(one.negated for one in rule.undecided) for rule in self.open_prohibitions)

    def contradicts_itself(self) -> bool:
        """Whether each prohibition left has a permission left with the same conditions."""
        return all(
            any(equivalent(no.conditions, yes.conditions, self.relations) for yes in self.permissions)
            for no in self.prohibitions
        )


@dataclass(frozen=True, slots=True)
class Step:
    """A row of the table of verdicts: the step of the contract, when it fits, and what follows."""

    number: int
    name: str
    law: str
    fits: Callable[[Standing], bool]
    verdict: Verdict


VERDICTS: Final = (
    Step(
        1, "open", "No rule holds; a permission is open.",
        lambda now: not now.holding and bool(now.open_permissions), Verdict.CONDITIONAL,
    ),
    Step(
        1, "silent", "No rule holds; no permission is open.",
        lambda now: not now.holding, Verdict.UNSTATED,
    ),
    Step(
        3, "asked", "Only permissions are left; a prohibition is open by negated conditions alone.",
        lambda now: not now.prohibitions and now.asks(), Verdict.CONDITIONAL,
    ),
    Step(
        3, "allowed", "Only permissions are left; what else is open are exceptions, presumed absent.",
        lambda now: not now.prohibitions, Verdict.ALLOWED,
    ),
    Step(
        4, "conflicting", "Each prohibition left has a permission left with the same conditions.",
        lambda now: now.contradicts_itself(), Verdict.CONFLICTING,
    ),
    Step(
        5, "forbidden", "A prohibition is left that no permission left answers.",
        lambda _: True, Verdict.FORBIDDEN,
    ),
)  # fmt: skip
"""The steps of the contract in order; the first that fits is the verdict. Step 2 has made `Standing` (see `_stand`)."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict: the rules it rests on, the permissions and the prohibitions that are open."""

    verdict: Verdict
    because: tuple[str, ...]
    depends_on: tuple[Open, ...]
    unless: tuple[Open, ...]


def judge(rules: Sequence[Rule], given: Given) -> Judgement:
    """The verdict of rules on an order. The order of the rules and of what is given makes no difference."""
    rules = sorted(rules, key=lambda rule: rule.id)
    now = _stand(rules, given)
    verdict = next(step.verdict for step in VERDICTS if step.fits(now))
    if verdict is Verdict.UNSTATED:
        because = [rule.id for rule in rules if rule.permits and rule_state(rule, given) is State.OUT]
    else:
        because = [own for rule in (*now.permissions, *now.prohibitions) for own in rule.members or (rule.id,)]
    if verdict is Verdict.CONDITIONAL:
        because += [one.rule for one in now.open_permissions]
    unless = _open((rule for rule in rules if not rule.permits), given)
    return Judgement(verdict, tuple(dict.fromkeys(because)), now.open_permissions, unless)


def _stand(rules: Sequence[Rule], given: Given) -> Standing:
    """Which rules hold and which are open; without (step 2) those beside which a more specific one of the other sort holds."""
    deciding = [rule for rule in rules if rule.decides]
    opened = [rule for rule in deciding if rule.permits and rule_state(rule, given) is State.OPEN]
    holding = [rule for rule in deciding if rule_state(rule, given) is State.HOLDS]
    holding += _together(opened, given)
    left = [
        rule
        for rule in holding
        if not any(other.permits != rule.permits and more_specific(other, rule, given.relations) for other in holding)
    ]
    return Standing(
        given.relations,
        tuple(holding),
        tuple(rule for rule in left if rule.permits),
        tuple(rule for rule in left if not rule.permits),
        _open(opened, given),
        _open((rule for rule in deciding if not rule.permits), given),
    )


def _open(rules: Iterable[Rule], given: Given) -> tuple[Open, ...]:
    """Those of some rules that are open."""
    return tuple(
        Open(rule.id, given.undecided(rule.conditions)) for rule in rules if rule_state(rule, given) is State.OPEN
    )


def _together(permissions: Sequence[Rule], given: Given) -> Iterator[Rule]:
    """Open permissions that hold together, each group as one permission with the conditions that its members share."""
    for group in exhaustive([given.undecided(rule.conditions) for rule in permissions], given):
        first, *others = members = [permissions[index] for index in group]
        shared = tuple(one for one in first.conditions if all(one in rule.conditions for rule in others))
        ids = tuple(rule.id for rule in members)
        yield Rule("+".join(ids), True, shared, members=ids)
