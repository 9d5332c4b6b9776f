/** Rules as cards: how each binds, under which conditions, and the words that it rests on. */
import type { JSX } from "preact";
import { to } from "../address";
import { figure } from "../figures";
import type { RuleFragment, WordsFragment } from "../generated/graphql";
import { Text } from "../text";
import { useLanguage, useWords } from "../words";
import { Conditions } from "./conditions";

/** Where the words of a fact are shown: beside it, or in their entry. */
export type Showing = (words: WordsFragment, fact: string) => string;

const elsewhere: Showing = (words, fact) => to("entries", words.entry.id, { fact });

const GROUPS: readonly (readonly [string, (rule: RuleFragment) => boolean])[] = [
  ["may", (rule) => rule.kind === "APPLICABILITY" && rule.modality !== "FORBIDDEN"],
  ["mayNot", (rule) => rule.kind === "APPLICABILITY"],
  ["before", (rule) => rule.kind === "PREREQUISITE"],
  ["limits", (rule) => ["DURATION", "QUOTA", "INTERVAL", "SPAN", "AMOUNT"].includes(rule.kind)],
  ["after", () => true],
];

export function Rules({ of, show = elsewhere, level = 3 }: { readonly of: readonly RuleFragment[]; readonly show?: Showing; readonly level?: 2 | 3 }): JSX.Element {
  const words = useWords();
  const left = [...of];
  const groups = GROUPS.map(([name, holds]) => {
    const own = left.filter(holds);
    for (const rule of own) left.splice(left.indexOf(rule), 1);
    return [name, own] as const;
  });
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <>
      {groups.map(([name, rules]) =>
        rules.length > 0 ? (
          <section key={name}>
            <Heading>
              {words.rules[name] ?? name} <span class="number">{rules.length}</span>
            </Heading>
            <ul class="rules">
              {rules.map((rule) => (
                <RuleCard key={rule.id} rule={rule} show={show} />
              ))}
            </ul>
          </section>
        ) : null,
      )}
    </>
  );
}

export function RuleCard({ rule, show = elsewhere }: { readonly rule: RuleFragment; readonly show?: Showing }): JSX.Element {
  const words = useWords();
  const language = useLanguage();
  const dates = [rule.validFrom, rule.validUntil].some(Boolean) ? `${rule.validFrom ?? "…"} – ${rule.validUntil ?? "…"}` : "";
  return (
    <li class={`rule is-${rule.modality}`}>
      <p class="rule-text">
        <span class="sign" aria-hidden="true" />
        <span class="unseen-title">{words.modality[rule.modality] ?? rule.modality}</span>
        <Text of={rule.text} />
      </p>
      <p class="rule-details">
        <span class="kind">{words.modality[rule.modality] ?? rule.modality}</span>
        {rule.limit ? <span class="kind strong-kind">{figure(rule.limit, language)}</span> : null}
        {rule.isSuperseded ? <span class="kind">{words.rules["old"]}</span> : null}
        {dates ? <span class="kind">{dates}</span> : null}
        {rule.actor ? <span class="kind"><Text of={rule.actor.label} /></span> : null}
        <Conditions of={rule.conditions} />
      </p>
      <ul class="rule-words">
        {rule.evidence.slice(0, 2).map((one) => (
          <li key={`${one.entry.id}${one.start}`}>
            <a href={show(one, rule.id)}>
              <q>
                <Text of={one.quote} />
              </q>
            </a>{" "}
            <cite>
              <Text of={one.entry.title} />
            </cite>
          </li>
        ))}
      </ul>
    </li>
  );
}

