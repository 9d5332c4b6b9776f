/** What must hold, or must not. */
import type { JSX } from "preact";
import { to } from "../address";
import type { GivenFragment } from "../generated/graphql";
import { figure } from "../figures";
import { Text } from "../text";
import { useLanguage, useWords } from "../words";

export function Conditions({ of }: { readonly of: readonly GivenFragment[] }): JSX.Element {
  return (
    <span class="conditions">
      {of.map((one) => (
        <Condition key={one.concept.id + String(one.negated)} of={one} />
      ))}
    </span>
  );
}

export function Condition({ of }: { readonly of: GivenFragment }): JSX.Element {
  const words = useWords();
  const language = useLanguage();
  return (
    <a class={of.negated ? "chip not" : "chip"} href={to("things", of.concept.id)}>
      {of.negated ? <span class="no">{words.not}</span> : null}
      <Text of={of.concept.label} />
      {of.limit ? <span class="figure">{figure(of.limit, language)}</span> : null}
    </a>
  );
}
