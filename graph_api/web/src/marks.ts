/** A text cut where facts begin and end, so that each piece knows the facts that rest on it. Offsets are code points. */
import type { SourceQuery } from "./generated/graphql";

type Entry = NonNullable<SourceQuery["entry"]>;
export type Fact = Entry["facts"][number];
export type Field = "QUESTION" | "ANSWER";

export interface Piece {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly facts: readonly Fact[];
}

/** Words as an address has them: the letter of the field, then from and to. */
export interface Span {
  readonly field: Field;
  readonly start: number;
  readonly end: number;
}

export function pieces(text: string, field: Field, facts: readonly Fact[]): readonly Piece[] {
  const points = Array.from(text);
  const spans = facts.flatMap((fact) => fact.evidence.filter((one) => one.field === field).map((one) => ({ fact, start: one.start, end: one.end })));
  const cuts = [...new Set([0, points.length, ...spans.flatMap((one) => [one.start, one.end])])]
    .filter((at) => at >= 0 && at <= points.length)
    .sort((a, b) => a - b);
  const opening = Map.groupBy(spans, (one) => one.start);
  const running = new Map<Fact, number>();
  const found: Piece[] = [];
  for (const [nth, start] of cuts.entries()) {
    const end = cuts[nth + 1];
    if (end === undefined) break;
    for (const [fact, until] of [...running]) if (until <= start) running.delete(fact);
    for (const one of opening.get(start) ?? []) running.set(one.fact, Math.max(running.get(one.fact) ?? 0, one.end));
    found.push({ start, end, text: points.slice(start, end).join(""), facts: [...running.keys()] });
  }
  return found;
}

export function spanOf(words: string | null): Span | undefined {
  const match = /^([aq])(\d{1,9})-(\d{1,9})$/u.exec(words ?? "");
  if (!match) return undefined;
  return { field: match[1] === "q" ? "QUESTION" : "ANSWER", start: Number(match[2]), end: Number(match[3]) };
}

export function spanTold(span: Span): string {
  return `${span.field === "QUESTION" ? "q" : "a"}${span.start}-${span.end}`;
}

/** What a reader would tell apart: a fact is the thing that is stated. */
export function factKey(fact: Fact): string {
  return fact.id ?? `${fact.kind}:${fact.label}`;
}
