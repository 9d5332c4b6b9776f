/** An entry: its very words, and all that was read in them. */
import type { JSX } from "preact";
import { to, useAddress } from "../address";
import { SourceDocument, type SourceQuery } from "../generated/graphql";
import { factKey } from "../marks";
import { Late } from "../parts/late";
import { FactList, SourcePane } from "../parts/source";
import { useQuery } from "../query";
import { Text } from "../text";
import { useWords } from "../words";
import { Missing } from "./missing";

export function EntryView(): JSX.Element {
  const { of } = useAddress();
  const words = useWords();
  const result = useQuery(SourceDocument, of ? { id: of } : null);
  if (!of) return <Missing />;
  return (
    <div class="view">
      {result.data ? null : <h1 class="unseen-title">{words.kind["ENTRY"]}</h1>}
      <Late result={result}>{({ entry }) => (entry ? <EntryTold entry={entry} /> : <Missing />)}</Late>
    </div>
  );
}

type Entry = NonNullable<SourceQuery["entry"]>;

const ORDER = ["FEATURE", "MENU_PATH", "CONSTRAINT", "PROCEDURE", "TERM", "CONCEPT", "REFERENCE"];

function EntryTold({ entry }: { readonly entry: Entry }): JSX.Element {
  const words = useWords();
  const facts = [...entry.facts].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
  const groups = Map.groupBy(facts, (fact) => fact.kind);
  return (
    <div class="pair">
      <div class="body">
        <SourcePane id={entry.id} level={1} />
        {entry.parts.length > 0 ? (
          <section>
            <h2>{words.source.parts}</h2>
            <ul class="list">
              {entry.parts.map((part) => (
                <li key={part.id}>
                  <a href={to("entries", part.id)}>
                    <Text of={part.title} />
                  </a>
                </li>
              ))}
            </ul>
          </section>
        ) : null}
      </div>
      <aside class="panel beside" aria-label={words.source.facts}>
        <h2>
          {words.source.facts} <span class="number">{facts.length}</span>
        </h2>
        {facts.length === 0 ? <p class="hint">{words.source.noFacts}</p> : null}
        {[...groups].map(([kind, own]) => (
          <section key={kind}>
            <h3>
              {words.kind[kind] ?? kind} <span class="number">{own.length}</span>
            </h3>
            <FactList facts={[...new Map(own.map((fact) => [factKey(fact), fact])).values()]} />
          </section>
        ))}
      </aside>
    </div>
  );
}
