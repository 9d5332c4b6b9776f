"""Who alone may, told in the midst of a clause: 会员价|仅会员可用, 审核提交后|仅店长可改."""

import re
from typing import Final

ALONE: Final = re.compile(
    r"(?<=[一-鿿A-Za-z0-9”\"」】]{2})(?<![且但并与和及或、的是为可能会不])(?:仅|只有|唯有)(?!退[款货]|[供限支需对向允能可接适面])(?=[一-鿿“\"])"
)
"""仅 behind what the rule is about or when it holds, and before those who may; not the 仅 of 仅支持, 仅限, 仅退款."""
TO_THOSE: Final = re.compile(r"(?:仅|只)(?:对|向|面向|(?:开放|提供|派|分配|发|推送|展示|[售卖])给)|专供|仅供")
"""Cues behind which those stand who may, and not what they may do."""
