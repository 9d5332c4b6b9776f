"""Ten queries that answer what people ask of a help centre; shown on the query page, each run by a test."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Example:
    """A question in English and Chinese, and the query that answers it."""

    title: str
    chinese: str
    query: str


EXAMPLES: Final = (
    Example(
        "Where does a function live?",
        "“订单导出”在哪里？",
        """SELECT ?path ?depth ?label {
  ?feature skos:prefLabel|skos:altLabel "订单导出"@zh-hans ; help:location ?path .
  ?path help:endNode/help:parentNode* ?node .
  ?node skos:prefLabel ?label .
  { SELECT ?node (COUNT(?above) AS ?depth) { ?node a help:MenuNode ; help:parentNode* ?above } GROUP BY ?node }
} ORDER BY ?path ?depth""",
    ),
    Example(
        "Which rules speak of an order type?",
        "哪些规则涉及“货到付款”？",
        """SELECT ?rule ?modality ?text {
  ?type a help:Concept ; skos:prefLabel "货到付款"@zh-hans .
  { ?rule help:subject ?type } UNION { ?rule help:condition/help:concept ?type }
  ?rule help:modality ?modality ; help:text ?text .
} ORDER BY ?text""",
    ),
    Example(
        "Which operations are forbidden, and under which conditions?",
        "哪些操作在什么条件下不可以做？",
        """SELECT ?operation ?text (GROUP_CONCAT(DISTINCT ?condition; SEPARATOR="、") AS ?conditions) {
  ?rule a help:Constraint ; help:constraintKind help:APPLICABILITY ; help:modality help:FORBIDDEN ;
        help:text ?text ; help:feature ?feature .
  ?feature a help:Operation ; skos:prefLabel ?operation .
  FILTER NOT EXISTS { ?rule help:isSuperseded true }
  OPTIONAL {
    ?rule help:condition ?asked . ?asked help:concept/skos:prefLabel ?name .
    BIND(CONCAT(IF(EXISTS { ?asked help:negated true }, "非", ""), STR(?name)) AS ?condition)
  }
} GROUP BY ?rule ?operation ?text ORDER BY ?operation ?text""",
    ),
    Example(
        "Which order types carry most rules?",
        "哪些订单类型的规则最多？",
        """SELECT ?label (COUNT(DISTINCT ?rule) AS ?rules) {
  ?type a help:Concept ; skos:inScheme help:ORDER_TYPE ; skos:prefLabel ?label .
  { ?rule help:subject ?type } UNION { ?rule help:condition/help:concept ?type }
} GROUP BY ?type ?label ORDER BY DESC(?rules) ?label""",
    ),
    Example(
        "Which limits are told by a number?",
        "有哪些数量和时间限制？",
        """SELECT ?feature ?kind ?comparator ?value ?unit ?text {
  ?rule a help:Constraint ; help:constraintKind ?kind ; help:text ?text ; help:limit ?limit .
  ?limit help:comparator ?comparator ; help:numericValue ?value .
  OPTIONAL { ?limit help:unit ?unit }
  OPTIONAL { ?rule help:feature/skos:prefLabel ?feature }
} ORDER BY ?text ?value""",
    ),
    Example(
        "What stands below a menu?",
        "“订单管理”下面有什么？",
        """SELECT ?parent ?label ?kind {
  ?menu a help:MenuNode ; skos:prefLabel "订单管理"@zh-hans .
  ?node help:parentNode+ ?menu ; help:parentNode/skos:prefLabel ?parent ; skos:prefLabel ?label ; help:menuNodeKind ?kind .
} ORDER BY ?parent ?label""",
    ),
    Example(
        "Which words does a fact rest on?",
        "“修改运费”的依据是哪些原文？",
        """SELECT ?question ?field ?start ?end ?quote ?rule {
  ?feature a ?class ; skos:prefLabel "修改运费"@zh-hans ; help:evidence ?words .
  FILTER(?class IN (help:Feature, help:Operation))
  BIND(help:entry(?words) AS ?entry)
  ?entry help:question ?question .
  BIND(help:field(?words) AS ?field) BIND(help:start(?words) AS ?start) BIND(help:end(?words) AS ?end)
  BIND(help:quote(?words) AS ?quote) BIND(help:rule(?words) AS ?rule)
} ORDER BY ?question ?start""",
    ),
    Example(
        "Which functions does no source place?",
        "哪些功能没有说明位置？",
        """SELECT ?feature ?label {
  ?feature a ?class ; skos:prefLabel ?label .
  FILTER(?class IN (help:Feature, help:Operation))
  FILTER NOT EXISTS { ?feature help:location ?path }
} ORDER BY ?label""",
    ),
    Example(
        "What do the texts leave open?",
        "语料留下了哪些缺口？",
        """SELECT ?kind (COUNT(?gap) AS ?gaps) (SAMPLE(?message) AS ?example) {
  ?gap a help:Gap ; help:gapKind ?kind ; help:message ?message .
} GROUP BY ?kind ORDER BY DESC(?gaps) ?kind""",
    ),
    Example(
        "Which kinds of order exclude each other?",
        "哪些订单类型互斥？",
        """SELECT ?one ?other {
  ?a help:excludes ?b ; skos:inScheme help:ORDER_TYPE ; skos:prefLabel ?one .
  ?b skos:inScheme help:ORDER_TYPE ; skos:prefLabel ?other .
  FILTER(STR(?a) < STR(?b))
} ORDER BY ?one ?other""",
    ),
)
