"""What rules mean: amounts, what follows from what, and verdicts; these agree with brute force over small worlds."""

from collections.abc import Iterator, Sequence
from itertools import combinations, combinations_with_replacement, islice, product
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ontology.alternatives import exhaustive
from ontology.kinds import Comparator, Unit, Verdict
from ontology.literals import canonical
from ontology.logic import (
    VERDICTS,
    Bound,
    Given,
    Judgement,
    Literal,
    Relations,
    Rule,
    State,
    bound,
    compatible,
    entails,
    equivalent,
    judge,
    more_specific,
    rule_state,
)
from tests.conftest import LONG
from tests.naive_verdict import Fact, Naive, Worlds, naive_verdict

# -- words: "货到付款", "-货到付款" (it does not hold), "联系不上>=3" (three times at least) ---------------------------------

_SIGNS = {">=": Comparator.GE, "<=": Comparator.LE, ">": Comparator.GT, "<": Comparator.LT, "=": Comparator.EQ}


def literal(word: str) -> Literal:
    negated, word = word.startswith("-"), word.removeprefix("-")
    for sign, comparator in _SIGNS.items():
        concept, found, figure = word.partition(sign)
        if found:
            return Literal(concept, negated, bound(comparator, float(figure), None, Unit.TIMES))
    return Literal(word, negated)


def literals(words: str) -> tuple[Literal, ...]:
    return tuple(map(literal, words.split()))


def rules(text: str) -> list[Rule]:
    """`P 甲 -乙; F 丙; f`: a permission, a prohibition, a scoped prohibition without conditions."""
    found = []
    for number, one in enumerate(filter(None, map(str.strip, text.split(";"))), 1):
        found.append(Rule(f"{number}", one[0] == "P", literals(one[1:]), scoped=one[0] == "f"))
    return found


WORLD = Relations(
    {"待出库": ("出库前", "已付款"), "待付款": ("出库前",), "京配": ("快递",)},
    {"货到付款": ("在线支付",), "出库前": ("出库后",), "待付款": ("已付款",)},
)


def verdict(text: str, words: str = "") -> Judgement:
    return judge(rules(text), Given(literals(words), WORLD))


# -- amounts ---------------------------------------------------------------------------------------------------------

ENDS = st.integers(0, 3).map(float)
HALVES = [half / 2 for half in range(-1, 14)]


@st.composite
def bounds(draw: st.DrawFn, unit: Unit = Unit.DAY) -> Bound:
    """A range that is not empty and has an end."""
    comparator, value = draw(st.sampled_from(list(Comparator))), draw(ENDS)
    return bound(comparator, value, value + draw(ENDS), unit)


def values(one: Bound) -> set[float]:
    return {value for value in HALVES if one.holds(value)}


@given(st.sampled_from(list(Comparator)), ENDS, ENDS, ENDS)
def test_a_bound_holds_of_what_its_comparator_says(sign: Comparator, value: float, width: float, x: float) -> None:
    upper = value + width
    told = {
        Comparator.LT: x < value,
        Comparator.LE: x <= value,
        Comparator.EQ: x == value,
        Comparator.GE: x >= value,
        Comparator.GT: x > value,
        Comparator.BETWEEN: value <= x <= upper,
    }
    assert bound(sign, value, upper, Unit.DAY).holds(x) is told[sign]


@given(bounds(), bounds())
def test_bounds_stand_to_each_other_as_their_values_do(one: Bound, other: Bound) -> None:
    assert one.within(other) is (values(one) <= values(other))
    assert one.meets(other) is other.meets(one) is bool(values(one) & values(other))


@given(bounds(Unit.DAY), bounds(Unit.HOUR), bounds(Unit.WORKING_DAY))
def test_only_units_of_one_dimension_are_compared(days: Bound, hours: Bound, working: Bound) -> None:
    assert not days.within(working)
    assert days.meets(working)
    low, high = days.low and days.low * 24, days.high and days.high * 24
    scaled = Bound(Unit.HOUR, low, high, days.open_low, days.open_high)
    assert scaled.within(days)
    assert days.within(scaled)
    assert hours.within(days) is hours.within(scaled)
    assert hours.meets(days) is hours.meets(scaled)


@given(bounds())
def test_a_bound_lies_within_itself_and_within_all_that_is_more(one: Bound) -> None:
    assert one.within(one)
    assert one.within(one.and_more)
    assert one.within(Bound(one.unit))
    assert not one.within(Bound(None))


# -- what follows from what ------------------------------------------------------------------------------------------

CASES = [
    ("待出库", "出库前", State.HOLDS),
    ("待出库", "已付款", State.HOLDS),
    ("出库前", "待出库", State.OPEN),
    ("-出库前", "待出库", State.OUT),
    ("-出库前", "-待出库", State.HOLDS),
    ("-待出库", "出库前", State.OPEN),
    ("-待出库", "-出库前", State.OPEN),
    ("待出库", "-出库前", State.OUT),
    ("货到付款", "-在线支付", State.HOLDS),
    ("在线支付", "-货到付款", State.HOLDS),
    ("-在线支付", "货到付款", State.OPEN),
    ("待出库", "出库后", State.OUT),
    ("出库后", "待付款", State.OUT),
    ("待出库", "待付款", State.OUT),
    ("出库后", "-待出库", State.HOLDS),
    ("", "货到付款", State.OPEN),
    ("", "-货到付款", State.OPEN),
    ("联系不上=4", "联系不上>=3", State.HOLDS),
    ("联系不上=4", "联系不上", State.HOLDS),
    ("联系不上=2", "联系不上>=3", State.OUT),
    ("联系不上=2", "-联系不上>=3", State.HOLDS),
    ("联系不上=4", "-联系不上>=3", State.OUT),
    ("联系不上", "联系不上>=3", State.OPEN),
    ("联系不上", "-联系不上>=3", State.OPEN),
    ("-联系不上", "联系不上>=3", State.OUT),
    ("-联系不上", "-联系不上>=3", State.HOLDS),
    ("-联系不上>=3", "联系不上", State.OPEN),
    ("-联系不上>=3", "-联系不上", State.OPEN),
    ("-联系不上>=3", "联系不上>=5", State.OUT),
    ("-联系不上>=3", "联系不上>=2", State.OPEN),
    ("京配=4", "快递>=3", State.HOLDS),
    ("京配=4", "快递<=3", State.OUT),
    ("京配=4", "快递<=5", State.OPEN),
    ("快递=4", "京配>=3", State.OPEN),
    ("快递=4", "京配>=5", State.OUT),
]


@pytest.mark.parametrize(("known", "condition", "state"), CASES)
def test_a_condition_beside_what_is_given(known: str, condition: str, state: State) -> None:
    assert Given(literals(known), WORLD).state(literal(condition)) is state


@pytest.mark.parametrize(
    ("known", "contradicts"),
    [
        ("货到付款 在线支付", True),
        ("待出库 -出库前", True),
        ("待出库 -已付款", True),
        ("待出库 待付款", True),
        ("联系不上=4 联系不上=5", True),
        ("联系不上=4 -联系不上>=3", True),
        ("联系不上=4 -联系不上", True),
        ("快递=2 京配=3", True),
        ("快递=3 京配=2", False),
        ("-货到付款 -在线支付", False),
        ("待出库 货到付款", False),
        ("出库前 -待出库", False),
        ("联系不上 -联系不上>=3", False),
        ("联系不上=4 联系不上>=3", False),
    ],
)
def test_what_is_given_may_contradict_itself(known: str, contradicts: bool) -> None:
    found = Given(literals(known), WORLD).contradiction()
    assert (found is not None) is contradicts
    assert found is None or set(found) <= set(literals(known))
    half, rest = literals(known)[:1], literals(known)[1:]
    assert compatible(half, rest, WORLD) is not contradicts


AMOUNTS = st.builds(Literal, st.sampled_from(["快递", "京配"]), st.booleans(), st.none() | bounds())


def true_of(one: Literal, world: dict[str, float | None]) -> bool:
    """Whether a literal is true where each concept that holds has an amount."""
    amount = world[one.concept]
    return (amount is not None and (one.bound is None or one.bound.holds(amount))) is not one.negated


@given(AMOUNTS, AMOUNTS)
def test_what_a_literal_implies_is_true_wherever_it_is(one: Literal, other: Literal) -> None:
    """In worlds where what is broader reaches at least as far as what is narrower."""
    every: list[float | None] = [None, *HALVES]
    worlds = [
        {"快递": broad, "京配": narrow}
        for broad, narrow in product(every, every)
        if narrow is None or (broad is not None and broad >= narrow)
    ]
    implied = all(true_of(other, world) for world in worlds if true_of(one, world))
    assert WORLD.implies(one, other) is implied


# -- verdicts: cases -------------------------------------------------------------------------------------------------

VERDICT_CASES = [
    # 支持 X; 不支持 X
    ("P 货到付款", "", Verdict.CONDITIONAL),
    ("P 货到付款", "货到付款", Verdict.ALLOWED),
    ("P 货到付款", "在线支付", Verdict.UNSTATED),
    ("F 货到付款", "", Verdict.UNSTATED),
    ("F 货到付款", "货到付款", Verdict.FORBIDDEN),
    ("P; F 货到付款", "", Verdict.ALLOWED),
    ("P; F 货到付款", "货到付款", Verdict.FORBIDDEN),
    ("", "货到付款", Verdict.UNSTATED),
    # 仅支持货到付款 beside a permission; 只限于
    ("P; F -货到付款", "", Verdict.CONDITIONAL),
    ("P; F -货到付款", "货到付款", Verdict.ALLOWED),
    ("P; F -货到付款", "在线支付", Verdict.FORBIDDEN),
    ("F -货到付款", "货到付款", Verdict.UNSTATED),
    # 仅支持 A、B
    ("P 货到付款; P 在线支付; F -货到付款 -在线支付", "", Verdict.CONDITIONAL),
    ("P 货到付款; P 在线支付; F -货到付款 -在线支付", "在线支付", Verdict.ALLOWED),
    ("P 货到付款; P 在线支付; F -货到付款 -在线支付", "-在线支付 -货到付款", Verdict.FORBIDDEN),
    # a prohibition that is open by other than negated conditions is an exception
    ("P; F -货到付款 预售", "", Verdict.ALLOWED),
    ("P; F -货到付款 预售", "预售", Verdict.CONDITIONAL),
    ("P; F -货到付款 预售", "在线支付", Verdict.ALLOWED),
    # 除X外均可
    ("P -预售; F 预售", "", Verdict.CONDITIONAL),
    ("P -预售; F 预售", "-预售", Verdict.ALLOWED),
    ("P -预售; F 预售", "预售", Verdict.FORBIDDEN),
    # rule and exception, and the exception's exception
    ("F 预售; P 预售 货到付款", "预售", Verdict.FORBIDDEN),
    ("F 预售; P 预售 货到付款", "预售 货到付款", Verdict.ALLOWED),
    ("P; F 预售; P 预售 货到付款", "预售 货到付款", Verdict.ALLOWED),
    ("P 出库前; F 待出库", "待出库", Verdict.FORBIDDEN),
    ("F 出库前; P 待出库", "待出库", Verdict.ALLOWED),
    ("F 联系不上>=3; P 联系不上>=5", "联系不上=6", Verdict.ALLOWED),
    # what cannot be compared
    ("P 货到付款; F 预售", "货到付款 预售", Verdict.FORBIDDEN),
    # what says the same
    ("P 货到付款; F 货到付款", "货到付款", Verdict.CONFLICTING),
    ("P; F", "预售", Verdict.CONFLICTING),
    ("P 待出库; F 待出库 出库前", "待出库", Verdict.CONFLICTING),
    ("P 货到付款; F 货到付款; F 预售", "货到付款 预售", Verdict.FORBIDDEN),
    ("P 货到付款; F 货到付款; F 预售", "货到付款", Verdict.CONFLICTING),
    # scoped prohibitions never decide
    ("P; f", "", Verdict.ALLOWED),
    ("P; f -货到付款", "", Verdict.ALLOWED),
    ("f", "", Verdict.UNSTATED),
    # one holds whichever way
    ("P 货到付款; P -货到付款", "", Verdict.ALLOWED),
    ("P 货到付款; P 在线支付", "", Verdict.CONDITIONAL),
    ("P -货到付款; P -在线支付", "", Verdict.ALLOWED),
    ("P 出库前; P -待出库", "", Verdict.ALLOWED),
    ("P 待出库; P -出库前", "", Verdict.CONDITIONAL),
    ("P 预售 货到付款; P 预售 -货到付款", "", Verdict.CONDITIONAL),
    ("P 预售 货到付款; P 预售 -货到付款", "预售", Verdict.ALLOWED),
    ("P 预售 货到付款; P 预售 -货到付款; F 预售", "预售", Verdict.CONFLICTING),
    ("P 预售 货到付款; P 预售 -货到付款; F", "预售", Verdict.ALLOWED),
    ("P 预售 货到付款; P 预售 -货到付款; F 预售 SOP", "预售 SOP", Verdict.FORBIDDEN),
    ("P 货到付款; P -货到付款; F", "", Verdict.CONFLICTING),
    ("P 货到付款; P 预售; P 拼团; P -货到付款 -预售 -拼团", "", Verdict.ALLOWED),
    ("P 货到付款; P 预售; P -货到付款 -预售 -拼团", "", Verdict.CONDITIONAL),
    ("P 联系不上>=2; P -联系不上>=3", "", Verdict.ALLOWED),
    ("P 联系不上>=3; P -联系不上>=2", "", Verdict.CONDITIONAL),
]


@pytest.mark.parametrize(("text", "words", "expected"), VERDICT_CASES)
def test_the_verdict_of_rules(text: str, words: str, expected: Verdict) -> None:
    assert verdict(text, words).verdict is expected


def test_a_verdict_tells_its_reasons() -> None:
    told = verdict("P 预售 货到付款; P 预售 -货到付款; F; P SOP; f 拼团; F 秒杀 -SOP; P 在线支付 -预售", "预售")
    assert told.verdict is Verdict.ALLOWED
    assert told.because == ("1", "2")
    assert [(one.rule, one.undecided) for one in told.depends_on] == [
        ("1", literals("货到付款")),
        ("2", literals("-货到付款")),
        ("4", literals("SOP")),
    ]
    assert [(one.rule, one.undecided) for one in told.unless] == [
        ("5", literals("拼团")),
        ("6", literals("秒杀 -SOP")),
    ]


def test_conditional_rests_on_the_open_permissions_and_those_left() -> None:
    assert verdict("P; P 预售; F -货到付款").because == ("1", "2")
    assert verdict("P 预售; F 拼团").because == ("1",)


def test_unstated_tells_the_permissions_that_are_out() -> None:
    assert verdict("P 货到付款; P 待付款; F 预售", "在线支付 待出库").because == ("1", "2")


def test_the_least_groups_alone_hold_together() -> None:
    told = verdict("P 货到付款; P -货到付款; P 预售; P SOP; P -SOP; P 货到付款 -拼团")
    assert told.because == ("1", "2", "4", "5")
    assert len(told.depends_on) == 6


def test_too_many_linked_concepts_stay_open() -> None:
    alternatives = [(Literal(f"{number}"),) for number in range(20)]
    none_of_them = tuple(Literal(f"{number}", negated=True) for number in range(20))
    world = Given((), Relations({}, {}))
    assert exhaustive([*alternatives, none_of_them], world) == ()
    assert exhaustive([*alternatives[:15], none_of_them[:15]], world) == (tuple(range(16)),)


def test_what_nothing_can_replace_is_in_no_way() -> None:
    either = [(Literal("甲"),), (Literal("甲", negated=True),)]
    more = [(Literal("甲", negated=True), Literal(f"{number}")) for number in range(20)]
    assert exhaustive([*more, *either], Given((), Relations({}, {}))) == ((20, 21),)


def test_many_pairs_do_not_slow_each_other() -> None:
    pairs = [(Literal(f"{number}", negated),) for number in range(60) for negated in (False, True)]
    assert len(exhaustive(pairs, Given((), Relations({}, {})))) == 60


def test_the_table_has_every_verdict_and_always_an_end() -> None:
    assert {step.verdict for step in VERDICTS} == set(Verdict)
    assert [step.number for step in VERDICTS] == sorted(step.number for step in VERDICTS)
    assert len({step.name for step in VERDICTS}) == len({step.law for step in VERDICTS}) == len(VERDICTS)


# -- verdicts: small worlds, all of them, beside brute force -----------------------------------------------------------

SMALL = ("甲", "乙", "丙", "丁")
SMALL_BROADER = [("乙", "甲")]
SMALL_EXCLUDES = [("丙", "甲")]
FACTS: list[Fact] = [(concept, holds) for concept in SMALL for holds in (True, False)]
SORTS = [(True, False), (False, False), (False, True)]


def relations(broader: Sequence[tuple[str, str]], excludes: Sequence[tuple[str, str]]) -> Relations:
    return Relations(
        {one: tuple(up for down, up in broader if down == one) for one, _ in broader},
        {one: tuple(right for left, right in excludes if left == one) for one, _ in excludes},
    )


def as_rule(rule: Naive) -> Rule:
    return Rule(rule.id, rule.permits, as_literals(rule.conditions), scoped=rule.scoped)


def as_literals(facts: Sequence[Fact]) -> tuple[Literal, ...]:
    return tuple(Literal(concept, not holds) for concept, holds in facts)


def assert_agreed(some: Sequence[Naive], known: Sequence[Fact], worlds: Worlds, order: Given) -> str:
    naive = naive_verdict(some, known, worlds)
    told = judge([as_rule(rule) for rule in some], order)
    depends_on = {one.rule: frozenset((o.concept, not o.negated) for o in one.undecided) for one in told.depends_on}
    unless = {one.rule: frozenset((o.concept, not o.negated) for o in one.undecided) for one in told.unless}
    mine = (told.verdict.value, frozenset(told.because), depends_on, unless)
    assert mine == (naive.verdict, naive.because, naive.depends_on, naive.unless), (some, known)
    return naive.verdict


def small_givens(worlds: Worlds) -> list[tuple[Fact, ...]]:
    """All that can be given: each concept holds, does not hold, or is not spoken of."""
    every = product(*((None, (concept, True), (concept, False)) for concept in SMALL))
    known = [tuple(fact for fact in one if fact is not None) for one in every]
    return [one for one in known if worlds.of(one)]


def small_rules() -> Iterator[tuple[bool, bool, tuple[Fact, ...]]]:
    conditions = [one for size in range(3) for one in combinations(FACTS, size)]
    yield from ((permits, scoped, one) for one in conditions for permits, scoped in SORTS)


@pytest.mark.parametrize(("size", "stride"), [(1, 1), (2, 1 if LONG else 4), (3, 1 if LONG else 5)])
def test_small_worlds_agree_with_brute_force(size: int, stride: int) -> None:
    """Each set of rules, or each n-th, beside all that can be given, or (three rules) one of these after the other."""
    worlds = Worlds(SMALL, SMALL_BROADER, SMALL_EXCLUDES)
    known = small_givens(worlds)
    orders = {one: Given(as_literals(one), relations(SMALL_BROADER, SMALL_EXCLUDES)) for one in known}
    seen: dict[str, int] = {}
    sets = combinations_with_replacement(list(small_rules()), size)
    for index, some in enumerate(islice(sets, 0, None, stride)):
        named = [Naive(f"{number}", *rule) for number, rule in enumerate(some)]
        for one in known if size < 3 else (known[index % len(known)],):
            told = assert_agreed(named, one, worlds, orders[one])
            seen[told] = seen.get(told, 0) + 1
    assert len(seen) == (4 if size == 1 else 5)


def test_small_worlds_of_permissions_agree_with_brute_force() -> None:
    """Three permissions that may hold together, with and without a prohibition of the whole."""
    worlds = Worlds(SMALL, SMALL_BROADER, SMALL_EXCLUDES)
    known: list[tuple[Fact, ...]] = [(), (("丁", True),), (("甲", True),)]
    orders = {one: Given(as_literals(one), relations(SMALL_BROADER, SMALL_EXCLUDES)) for one in known}
    conditions = [one for size in (1, 2) for one in combinations(FACTS, size)]
    together = 0
    for index, some in enumerate(combinations(conditions, 3)):
        named = [Naive(f"{number}", True, False, one) for number, one in enumerate(some)]
        if index % 2:
            named.append(Naive("whole", False, False, ((), (("丁", True),))[index % 3 % 2]))
        told = assert_agreed(named, known[index % 3], worlds, orders[known[index % 3]])
        together += told == "CONFLICTING"
    assert together > 20


# -- verdicts: any worlds ----------------------------------------------------------------------------------------------

NAMES = "甲乙丙丁戊"
ANY_FACT = st.tuples(st.sampled_from(NAMES), st.booleans())


@st.composite
def worlds_with_relations(draw: st.DrawFn) -> tuple[Worlds, Relations]:
    """Narrower stands behind broader; nothing is narrower than two that exclude each other."""
    pairs = list(combinations(NAMES, 2))
    broader = [(down, up) for up, down in draw(st.lists(st.sampled_from(pairs), max_size=4, unique=True))]
    above = relations(broader, []).above
    excludes = [
        (one, other)
        for one, other in draw(st.lists(st.sampled_from(pairs), max_size=3, unique=True))
        if not any({one, other} <= above(name) for name in NAMES)
    ]
    return Worlds(NAMES, broader, excludes), relations(broader, excludes)


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[Naive], list[Fact], Worlds, Relations]:
    """Rules, and what is given without contradiction."""
    worlds, related = draw(worlds_with_relations())
    conditions = st.lists(ANY_FACT, max_size=3, unique_by=lambda fact: fact[0]).map(tuple)
    told = draw(st.lists(st.tuples(st.sampled_from([*SORTS, (True, False), (True, False)]), conditions), max_size=6))
    known: list[Fact] = []
    for fact in draw(st.lists(ANY_FACT, max_size=3)):
        known += [fact] if worlds.of([*known, fact]) else []
    return [Naive(f"{number}", *sort, one) for number, (sort, one) in enumerate(told)], known, worlds, related


@given(cases())
def test_any_world_agrees_with_brute_force(case: tuple[list[Naive], list[Fact], Worlds, Relations]) -> None:
    some, known, worlds, related = case
    assert_agreed(some, known, worlds, Given(as_literals(known), related))


@given(cases())
def test_greater_groups_of_permissions_would_change_no_verdict(
    case: tuple[list[Naive], list[Fact], Worlds, Relations],
) -> None:
    some, known, worlds, _ = case
    least, every = (naive_verdict(some, known, worlds, least=one) for one in (True, False))
    assert (least.verdict, least.depends_on, least.unless) == (every.verdict, every.depends_on, every.unless)
    assert least.because <= every.because


@given(cases(), st.randoms(use_true_random=False))
def test_no_order_makes_a_difference(case: tuple[list[Naive], list[Fact], Worlds, Relations], random: Random) -> None:
    some, known, _, related = case
    told = judge([as_rule(rule) for rule in some], Given(as_literals(known), related))
    random.shuffle(some)
    random.shuffle(known)
    assert judge([as_rule(rule) for rule in some], Given(as_literals(known), related)) == told


@given(cases(), ANY_FACT)
def test_what_is_added_leaves_what_is_decided(
    case: tuple[list[Naive], list[Fact], Worlds, Relations], added: Fact
) -> None:
    some, known, worlds, related = case
    assume(worlds.of([*known, added]))
    before, after = Given(as_literals(known), related), Given(as_literals([*known, added]), related)
    for rule in map(as_rule, some):
        if rule_state(rule, before) is not State.OPEN:
            assert rule_state(rule, after) is rule_state(rule, before)


@given(cases())
def test_brute_force_finds_the_same_contradictions_and_the_same_that_follows(
    case: tuple[list[Naive], list[Fact], Worlds, Relations],
) -> None:
    some, known, worlds, related = case
    for rule in some:
        both = [*known, *rule.conditions]
        assert compatible(as_literals(known), as_literals(rule.conditions), related) is bool(worlds.of(both))
        if worlds.of(rule.conditions):
            assert entails(as_literals(rule.conditions), as_literals(known), related) is worlds.entails(
                rule.conditions, known
            )


@given(cases())
def test_conditions_are_equivalent_where_their_canonical_forms_are_the_same(
    case: tuple[list[Naive], list[Fact], Worlds, Relations],
) -> None:
    some, known, _, related = case
    for conditions in (as_literals(rule.conditions) for rule in some):
        same = canonical(conditions, related) == canonical(as_literals(known), related)
        assert same is equivalent(conditions, as_literals(known), related)
        assert equivalent(tuple(canonical(conditions, related)), conditions, related)


@given(cases(), ANY_FACT, st.booleans())
def test_what_is_more_specific_beats_what_is_less(
    case: tuple[list[Naive], list[Fact], Worlds, Relations], more: Fact, permits: bool
) -> None:
    _, known, worlds, related = case
    assume(worlds.of([*known, more]))
    general = Rule("general", not permits, as_literals(known))
    special = Rule("special", permits, as_literals([*known, more]))
    assume(not worlds.entails(known, [more]))
    assert more_specific(special, general, related)
    assert not more_specific(general, special, related)
    told = judge([general, special], Given(special.conditions, related))
    assert told == Judgement(Verdict.ALLOWED if permits else Verdict.FORBIDDEN, ("special",), (), ())


@given(worlds_with_relations(), st.lists(st.sampled_from(NAMES), min_size=1, unique=True))
def test_the_negation_of_all_needs_each_and_is_out_by_one(world: tuple[Worlds, Relations], names: list[str]) -> None:
    """仅支持 A、B: what is none of them is forbidden, what is one of them is not."""
    _, related = world
    none = Rule("none", permits=False, conditions=tuple(Literal(name, negated=True) for name in names))
    assert rule_state(none, Given(none.conditions, related)) is State.HOLDS
    assert judge([none], Given(none.conditions, related)).verdict is Verdict.FORBIDDEN
    for name in names:
        assert rule_state(none, Given((Literal(name),), related)) is State.OUT
