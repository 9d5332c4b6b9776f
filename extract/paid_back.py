"""What becomes of the money, told right behind what is permitted, is so under the same conditions: 未起飞的可以取消，|票款|原路退回."""

from typing import Final

from extract.clues import Clue
from extract.conds import Alternatives
from extract.subjects import MONEY
from ontology.kinds import Modality

_NEXT: Final = 2


def paid_back(clue: Clue, stop: int) -> Alternatives:
    """Under what the clause right before permits something, where this one, up to `stop`, names but what was paid for it."""
    last, clause = (clue.state.drafts[-1] if clue.state.drafts else None), clue.clause
    if last is None or last.modality is not Modality.ALLOWED or clause.start - clue.state.last_end > _NEXT:
        return ()
    if not MONEY.fullmatch(clue.page.told.folded[max(clause.start, clause.body) : stop].strip()):
        return ()
    return tuple(dict.fromkeys(d.conditions for d in clue.state.latest() if d.conditions))
