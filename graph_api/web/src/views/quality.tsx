/** The quality of the data: what is left open, what contradicts itself, what a new version brought. */
import type { JSX } from "preact";
import { choose, to, useAddress } from "../address";
import { ConflictsDocument, GapCountsDocument, GapsDocument, type ConflictsQuery, type GapKind, type GapsQuery } from "../generated/graphql";
import { usePages } from "../pages";
import { Late } from "../parts/late";
import { More } from "../parts/more";
import { Quotes } from "../parts/quotes";
import { RuleCard } from "../parts/rules";
import { SourcePane } from "../parts/source";
import { useQuery } from "../query";
import { Text } from "../text";
import { useLanguage, useWords } from "../words";
import { ChangesTold } from "./changes";
import { toThing } from "./thing";

const TABS = ["gaps", "conflicts", "changes"] as const;

export function QualityView(): JSX.Element {
  const words = useWords();
  const { chosen } = useAddress();
  const tab = TABS.find((one) => one === chosen.get("tab")) ?? "gaps";
  return (
    <div class="view">
      <header class="title">
        <h1>{words.title.quality}</h1>
        <div class="tabs narrow">
          {TABS.map((one) => (
            <button key={one} type="button" aria-pressed={one === tab} onClick={() => choose({ tab: one, kind: null, entry: null, fact: null, words: null })}>
              {words.quality[one]}
            </button>
          ))}
        </div>
      </header>
      {tab === "gaps" ? <Gaps /> : tab === "conflicts" ? <Conflicts /> : <ChangesTold />}
    </div>
  );
}

const KINDS: readonly (readonly [GapKind, "unanswered" | "placeless" | "unanchored" | "unknown" | "duplicate" | "malformed" | "unread"])[] = [
  ["UNCLASSIFIED_STATEMENT", "unread"],
  ["UNANSWERED_ENTRY", "unanswered"],
  ["FEATURE_WITHOUT_PLACE", "placeless"],
  ["UNANCHORED_PATH", "unanchored"],
  ["UNKNOWN_CONCEPT", "unknown"],
  ["DUPLICATE_QUESTION", "duplicate"],
  ["MALFORMED_TABLE", "malformed"],
];

function Gaps(): JSX.Element {
  const words = useWords();
  const { chosen } = useAddress();
  const kind = KINDS.find(([one]) => one === chosen.get("kind"))?.[0];
  const counts = useQuery(GapCountsDocument, {});
  const pages = usePages(GapsDocument, { kinds: kind ? [kind] : null }, (data: GapsQuery) => data.snapshot.gaps);
  return (
    <div class="split">
      <nav class="side" aria-label={words.quality.kinds}>
        <Late result={counts}>
          {({ snapshot }) => (
            <ul class="sources">
              <li>
                <a href={to("quality")} aria-current={kind ? undefined : "true"}>
                  {words.search.all} <span class="number">{snapshot.all.totalCount}</span>
                </a>
              </li>
              {KINDS.map(([one, name]) => (
                <li key={one}>
                  <a href={to("quality", "", { kind: one })} aria-current={kind === one ? "true" : undefined}>
                    {words.gap[one]?.[0]} <span class="number">{snapshot[name].totalCount}</span>
                  </a>
                </li>
              ))}
            </ul>
          )}
        </Late>
      </nav>
      <section class="body" aria-label={words.quality.gaps}>
        <p class="also">{kind ? words.gap[kind]?.[1] : words.quality.about}</p>
        <Late result={pages.result}>
          {() => (
            <>
              <ul class="list gaps">
                {pages.rows.map((gap) => (
                  <li key={gap.id}>
                    <Gap gap={gap} />
                  </li>
                ))}
              </ul>
              {pages.rows.length === 0 ? <p class="hint">{words.quality.none}</p> : null}
              <More pages={pages} counted />
            </>
          )}
        </Late>
      </section>
    </div>
  );
}

type GapNode = GapsQuery["snapshot"]["gaps"]["nodes"][number];

function Gap({ gap }: { readonly gap: GapNode }): JSX.Element {
  const words = useWords();
  const language = useLanguage();
  const { node } = gap;
  const name = "label" in node ? node.label : "title" in node ? node.title : "name" in node ? node.name : "text" in node ? node.text : node.id;
  return (
    <>
      <p>
        <span class="kind">{words.gap[gap.kind]?.[0] ?? gap.kind}</span>{" "}
        <a href={toThing(node.__typename, node.id)}>
          <Text of={name} />
        </a>
      </p>
      {language === "en" ? (
        <small>
          <Text of={gap.message} />
        </small>
      ) : null}
      <Quotes of={gap.evidence.slice(0, 3)} />
    </>
  );
}

function Conflicts(): JSX.Element {
  const words = useWords();
  const pages = usePages(ConflictsDocument, {}, (data: ConflictsQuery) => data.conflicts);
  return (
    <Late result={pages.result}>
      {() => (
        <>
          {pages.rows.length === 0 ? (
            <div class="panel">
              <p>{words.quality.noConflicts}</p>
              <p class="hint">{words.quality.whatConflicts}</p>
            </div>
          ) : null}
          <ul class="conflicts">
            {pages.rows.map((conflict) => (
              <li key={conflict.id} class="panel">
                <h2>
                  <Text of={conflict.explanation} />
                </h2>
                <div class="sides">
                  {conflict.constraints.map((rule) => (
                    <div key={rule.id}>
                      <ul class="rules">
                        <RuleCard rule={rule} />
                      </ul>
                      {rule.evidence[0] ? <SourcePane id={rule.evidence[0].entry.id} own={new Set([rule.id])} amongOthers /> : null}
                    </div>
                  ))}
                </div>
              </li>
            ))}
          </ul>
          <More pages={pages} />
        </>
      )}
    </Late>
  );
}
