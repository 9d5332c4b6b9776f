"""What a line before a list asks for, each item a duty: 提交审核前须满足：① 已完成认证；② 服务类目与经营范围一致."""

import re
from dataclasses import replace
from typing import Final

from extract.clues import Clue, cue_of
from extract.cues import find_cues
from extract.doings import without_doing
from extract.drafts import Draft
from extract.listed import Listed
from extract.statements import enumerated
from ontology.figures import find_figures
from ontology.kinds import ConstraintKind, Modality

_MET: Final = re.compile(
    r"\s*(?:先|同时|均|都|全部)*(?:满足|符合|具备|达到|遵守|做到|完成)(?:了)?(?:(?:以下|下列|如下|下述)[^，。：:才方]{0,10}|[^，。：:]{0,4}(?:条件|要求))?\s*"
)
_LONGEST: Final = 40


def asked_for(clue: Clue) -> bool:
    """Adds a duty for each item that states no rule itself; False where the clause asks for no list."""
    page, clause, cue = clue.page, clue.clause, cue_of(clue)
    feature = clue.nearest() or next(iter(clue.context()), None)
    if feature is None or not _MET.fullmatch(page.told.folded, cue.end, clause.end):
        return False
    spans = [span for span in enumerated(page.told, cue.end, clause.end, page.items) if span[1] - span[0] <= _LONGEST]
    alternatives, _ = without_doing(page, replace(clue, listed=Listed()).all_conditions(), feature)
    for start, end in spans:
        effect = re.sub(r"\s+", "", page.told.raw[start:end]).strip("，,。；;：:")
        bounded = any(figure.told for figure in find_figures(page.told, start, end))
        if not effect or bounded or any(True for _ in find_cues(page.told, start, end)):
            continue
        clue.state.drafts += [
            Draft(
                Modality.REQUIRED, ConstraintKind.PREREQUISITE, "rule.required", start, end, effect, feature,
                conditions=one, effect=effect,
            )
            for one in alternatives
        ]  # fmt: skip
    return bool(spans)
