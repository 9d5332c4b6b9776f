/** Anything that has no view of its own kind: a concept, a rule, a term, a procedure, a conflict. */
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { go, to, useAddress } from "../address";
import { ThingDocument, type ThingQuery, type WordsFragment } from "../generated/graphql";
import { Late } from "../parts/late";
import { Quotes } from "../parts/quotes";
import { RuleCard, Rules, type Showing } from "../parts/rules";
import { SourcePane } from "../parts/source";
import { Steps } from "../parts/steps";
import { useQuery } from "../query";
import { Text } from "../text";
import { useWords } from "../words";
import { Missing } from "./missing";

/** Kinds of things that have a view of their own. */
const VIEW_OF: Readonly<Record<string, string>> = { Feature: "functions", Entry: "entries", MenuNode: "menu" };

/** The address of a thing of any kind. */
export function toThing(kind: string, id: string): string {
  return to(VIEW_OF[kind] ?? "things", id);
}

export function ThingView(): JSX.Element {
  const { of } = useAddress();
  const words = useWords();
  const result = useQuery(ThingDocument, of ? { id: of } : null);
  const node = result.data?.node;
  const elsewhere = node && node.id === of ? VIEW_OF[node.__typename] : undefined;
  useEffect(() => {
    if (elsewhere) go(to(elsewhere, of), true);
  }, [elsewhere]);
  if (!of) return <Missing />;
  return (
    <div class="view">
      {result.data ? null : <h1 class="unseen-title">{words.busy}</h1>}
      <Late result={result}>{(data) => (data.node ? <ThingTold node={data.node} /> : <Missing />)}</Late>
    </div>
  );
}

type Node = NonNullable<ThingQuery["node"]>;
type Of<Kind extends Node["__typename"]> = Extract<Node, { __typename: Kind }>;

function ThingTold({ node }: { readonly node: Node }): JSX.Element {
  const words = useWords();
  const { chosen } = useAddress();
  const entry = chosen.get("entry") ?? firstWords(node)?.entry.id;
  const show: Showing = (told, fact) => to("things", node.id, { entry: told.entry.id, fact });
  return (
    <div class="pair">
      <div class="body">
        <Head node={node} />
        {node.__typename === "Concept" ? <ConceptTold node={node} show={show} /> : null}
        {node.__typename === "Constraint" ? <RuleTold node={node} show={show} /> : null}
        {node.__typename === "Term" ? <p class="definition"><Text of={node.meaning} /></p> : null}
        {node.__typename === "Procedure" ? <Steps of={node} show={show} /> : null}
        {node.__typename === "Conflict" ? <Rules of={node.against} show={show} level={2} /> : null}
        {"evidenceCount" in node && node.__typename !== "Constraint" ? (
          <>
            <h2>{words.named.source}</h2>
            <Quotes of={node.evidence} count={node.evidenceCount} />
          </>
        ) : null}
      </div>
      <aside class="panel beside" aria-label={words.source.title}>
        <h2>{words.source.title}</h2>
        {entry ? <SourcePane id={entry} own={new Set([node.id])} /> : <p class="hint">{words.source.none}</p>}
      </aside>
    </div>
  );
}

function firstWords(node: Node): WordsFragment | undefined {
  if (node.__typename === "Procedure") return node.steps[0]?.evidence[0];
  if (node.__typename === "Conflict") return node.against[0]?.evidence[0];
  return "evidence" in node ? node.evidence[0] : undefined;
}

function Head({ node }: { readonly node: Node }): JSX.Element {
  const words = useWords();
  const name = "label" in node ? node.label : "text" in node ? node.text : "name" in node ? node.name : "explanation" in node ? node.explanation : node.id;
  const feature = "feature" in node ? node.feature : undefined;
  return (
    <header>
      <h1>
        <Text of={name} /> <span class="kind">{node.__typename === "Concept" ? (words.scheme[node.scheme] ?? node.schemeLabel) : (words.type[node.__typename] ?? node.__typename)}</span>
      </h1>
      {"aliases" in node && node.aliases.length > 0 ? (
        <p class="also">
          {words.named.aliases}
          {words.colon}
          <Text of={node.aliases.join(words.comma)} />
        </p>
      ) : null}
      <p class="row">
        {feature ? (
          <a class="button" href={to("functions", feature.id)}>
            <Text of={feature.label} />
          </a>
        ) : null}
        {firstWords(node) ? (
          <a class="button" href={to("graph", node.id)}>
            {words.feature.graph}
          </a>
        ) : null}
        {node.__typename === "Concept" && words.dimension[node.scheme] ? (
          <a class="button" href={to("order", "", { given: node.id })}>
            {words.feature.compose}
          </a>
        ) : null}
      </p>
    </header>
  );
}

function ConceptTold({ node, show }: { readonly node: Of<"Concept">; readonly show: Showing }): JSX.Element {
  const words = useWords();
  const near = [
    [words.concept.broader, node.broader],
    [words.concept.narrower, node.narrower],
    [words.concept.excludes, node.excludes],
  ] as const;
  return (
    <>
      {node.definition ? <p class="definition"><Text of={node.definition} /></p> : null}
      {node.isDiscovered ? <p class="caution">{words.concept.discovered}</p> : null}
      <dl class="near">
        {near.map(([label, concepts]) =>
          concepts.length > 0 ? (
            <div key={label}>
              <dt>{label}</dt>
              <dd class="chips">
                {concepts.map((one) => (
                  <a key={one.id} class="chip" href={to("things", one.id)}>
                    <Text of={one.label} />
                  </a>
                ))}
              </dd>
            </div>
          ) : null,
        )}
      </dl>
      <Rules of={node.constraints.nodes} show={show} level={2} />
      {node.constraints.totalCount > node.constraints.nodes.length ? (
        <p class="count">{words.of(node.constraints.nodes.length, node.constraints.totalCount)}</p>
      ) : null}
    </>
  );
}

function RuleTold({ node, show }: { readonly node: Of<"Constraint">; readonly show: Showing }): JSX.Element {
  return (
    <ul class="rules">
      <RuleCard rule={node} show={show} />
    </ul>
  );
}
