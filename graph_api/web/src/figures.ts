/** A figure of the sources as a person reads it: ≤ 50 次 / 天. */
import type { QuantityFragment } from "./generated/graphql";
import type { Language } from "./words";

const SIGN: Readonly<Record<string, string>> = { LT: "<", LE: "≤", EQ: "=", GE: "≥", GT: ">", BETWEEN: "" };

const UNITS: Readonly<Record<string, readonly [string, string]>> = {
  SECOND: ["秒", "s"],
  MINUTE: ["分钟", "min"],
  HOUR: ["小时", "h"],
  WORKING_HOUR: ["工作小时", "working hours"],
  DAY: ["天", "days"],
  WORKING_DAY: ["工作日", "working days"],
  WEEK: ["周", "weeks"],
  MONTH: ["月", "months"],
  YEAR: ["年", "years"],
  TIMES: ["次", "times"],
  ORDERS: ["单", "orders"],
  ACCOUNTS: ["个账号", "accounts"],
  ITEMS: ["件", "items"],
  CHARACTERS: ["字", "characters"],
  POINTS: ["分", "points"],
  YUAN: ["元", "yuan"],
  PERCENT: ["%", "%"],
};

export function figure(of: QuantityFragment, language: Language): string {
  const number = of.value === null || of.value === undefined ? (of.field ?? "") : String(of.value);
  const range = of.upper === null || of.upper === undefined ? number : `${number}–${of.upper}`;
  const nth = language === "zh" ? 0 : 1;
  const unit = of.unit ? (UNITS[of.unit]?.[nth] ?? of.unitText ?? "") : (of.unitText ?? "");
  const per = of.per ? ` / ${UNITS[of.per]?.[nth] ?? of.per}` : "";
  const since = of.since ? (language === "zh" ? `（自${of.since}起）` : ` (from ${of.since})`) : "";
  const basis = of.basis ? (language === "zh" ? `（${of.basis}）` : ` (${of.basis})`) : "";
  return `${SIGN[of.comparator] ?? ""} ${range} ${unit}${per}${since}${basis}`.trim();
}
