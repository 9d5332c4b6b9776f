/** A verdict by its sign, its word and its colour, so that none of the three is needed. */
import type { JSX } from "preact";
import { useWords } from "../words";

export type Verdict = "ALLOWED" | "CONDITIONAL" | "CONFLICTING" | "FORBIDDEN" | "UNSTATED";

export const VERDICTS: readonly Verdict[] = ["ALLOWED", "CONDITIONAL", "CONFLICTING", "FORBIDDEN", "UNSTATED"];

export const SIGNS: Readonly<Record<Verdict, string>> = {
  ALLOWED: "✓",
  CONDITIONAL: "◐",
  CONFLICTING: "≠",
  FORBIDDEN: "✕",
  UNSTATED: "·",
};

export function VerdictTag({ of }: { readonly of: Verdict }): JSX.Element {
  const words = useWords();
  return (
    <span class={`verdict ${of}`}>
      <span aria-hidden="true">{SIGNS[of]}</span> {words.verdict[of]}
    </span>
  );
}
