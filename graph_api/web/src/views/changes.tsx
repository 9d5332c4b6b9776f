/** What came, went and changed since the version that was served before. */
import type { JSX } from "preact";
import { ChangesDocument, type ChangesQuery } from "../generated/graphql";
import { usePages } from "../pages";
import { Late } from "../parts/late";
import { More } from "../parts/more";
import { Text } from "../text";
import { useLanguage, useWords } from "../words";
import { toThing } from "./thing";

export function ChangesTold(): JSX.Element {
  const words = useWords();
  const language = useLanguage();
  const pages = usePages(ChangesDocument, {}, (data: ChangesQuery) => data.snapshot.changes);
  const date = (iso: string): string => new Date(iso).toLocaleString(language === "zh" ? "zh-CN" : "en-GB", { dateStyle: "medium", timeStyle: "short" });
  return (
    <section class="body" aria-label={words.quality.changes}>
      <Late result={pages.result}>
        {({ snapshot }) => (
          <>
            <p class="also">{snapshot.previous ? words.quality.since(date(snapshot.previous.builtAt), date(snapshot.builtAt)) : words.quality.noPrevious}</p>
            {snapshot.previous && pages.rows.length === 0 ? <p class="hint">{words.quality.same}</p> : null}
            <ul class="list changes">
              {pages.rows.map((change) => (
                <li key={change.kind + change.id} class={change.kind}>
                  <Change change={change} />
                </li>
              ))}
            </ul>
            <More pages={pages} counted />
          </>
        )}
      </Late>
    </section>
  );
}

type ChangeNode = ChangesQuery["snapshot"]["changes"]["nodes"][number];

const SIGNS: Readonly<Record<string, string>> = { ADDED: "+", REMOVED: "−", CHANGED: "±" };

function Change({ change }: { readonly change: ChangeNode }): JSX.Element {
  const words = useWords();
  return (
    <>
      <p>
        <span class={`kind change-${change.kind}`}>
          <span aria-hidden="true">{SIGNS[change.kind]}</span> {words.change[change.kind]}
        </span>{" "}
        <span class="kind">{words.kind[change.nodeKind]}</span>{" "}
        {change.node ? (
          <a href={toThing(change.node.__typename, change.node.id)}>
            <Text of={change.label} />
          </a>
        ) : (
          <del>
            <Text of={change.label} />
          </del>
        )}
      </p>
      {change.was && change.now && change.was !== change.now ? (
        <div class="sides">
          <div>
            <h4>{words.quality.was}</h4>
            <p class="said was">
              <Text of={change.was} />
            </p>
          </div>
          <div>
            <h4>{words.quality.now}</h4>
            <p class="said now">
              <Text of={change.now} />
            </p>
          </div>
        </div>
      ) : null}
    </>
  );
}
