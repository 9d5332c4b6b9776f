"""What a question asks about, as the name of a function: without those who ask, without how it is asked, and never half a word."""

import pytest

from ontology.records import Feature
from tests.conftest import read_all


@pytest.mark.parametrize(
    ("asked", "label"),
    [
        ("试吃和寄样有啥要注意的", "试吃和寄样"),
        ("顾客要求退货怎么处理", "退货"),
        ("店长账号登录不了", "店长账号登录"),
        ("冷链单配送注意事项", "配送"),
        ("度假订单改乘客", "改乘客"),
        ("会员提现有何不同", "会员提现"),
    ],
)
def test_a_topic_is_the_name_of_a_function(asked: str, label: str) -> None:
    labels = [one.label for one in read_all([(asked, "请联系在线顾问。")]) if isinstance(one, Feature)]
    assert any(one.startswith(label) and len(one) <= len(label) + 2 for one in labels), labels


@pytest.mark.parametrize(
    "told", ["很多朋友问过这两个功能。", "助理账号除禁言外均可操作。", "否则店铺提现功能将被冻结。"]
)
def test_no_half_sentence_is_the_name_of_a_function(told: str) -> None:
    labels = [one.label for one in read_all([("有什么规定", told)]) if isinstance(one, Feature)]
    assert not any(one.startswith("否则") or "这两个" in one or one.endswith("外") for one in labels), labels
