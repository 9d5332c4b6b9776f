"""A kind that an entry tells by its name alone (金卡, in a table) and with whom it is said of (金卡会员, in a sentence) is one."""

import re
from typing import Final

import msgspec

from extract.facts import ConceptName, ConditionFact, RuleFact
from ontology.concepts import Vocabulary
from ontology.names import name_key

_BORNE: Final = re.compile(r"(?<=[一-鿿A-Za-z0-9]{2})(?:会员|用户|客户|商户|商家|店铺|学员|顾客|买家|卖家)\Z")


def by_one_name(rules: tuple[RuleFact, ...], vocabulary: Vocabulary) -> tuple[RuleFact, ...]:
    """The rules with each such kind by its shorter name, which the longer is a spelling of."""
    names = {cond.name for rule in rules for cond in rule.conditions}
    labels = {name.label: name for name in names}
    turned = {
        name: labels[stem]
        for name in names
        if (stem := _BORNE.sub("", name.label)) != name.label
        and stem in labels
        and name_key(name.label) not in vocabulary.by_name
    }
    return tuple(_turned(rule, turned) for rule in rules) if turned else rules


def _turned(rule: RuleFact, turned: dict[ConceptName, ConceptName]) -> RuleFact:
    told = {cond.name for cond in rule.conditions} & turned.keys()
    if not told:
        return rule
    conditions = {ConditionFact(turned.get(c.name, c.name), c.negated, c.limit): None for c in rule.conditions}
    spellings = {*((turned.get(n, n), words) for n, words in rule.spellings), *((turned[n], n.label) for n in told)}
    return msgspec.structs.replace(
        rule, conditions=tuple(sorted(conditions, key=str)), spellings=tuple(sorted(spellings))
    )
