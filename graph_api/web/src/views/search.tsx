/** Search and ask, as one types; without a word typed it is the first view, which says what is here. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { choose, go, here, to, useAddress } from "../address";
import { AskDocument, FindDocument, HomeDocument, type AskQuery, type FindQuery, type NodeKind } from "../generated/graphql";
import { usePages } from "../pages";
import { Crumbs } from "../parts/crumbs";
import { Conditions } from "../parts/conditions";
import { Late } from "../parts/late";
import { More } from "../parts/more";
import { Quotes } from "../parts/quotes";
import type { Showing } from "../parts/rules";
import { Steps } from "../parts/steps";
import { VerdictTag } from "../parts/verdict";
import { useQuery } from "../query";
import { Highlight, Text } from "../text";
import { useLanguage, useWords } from "../words";
import { toThing } from "./thing";

const KINDS: readonly NodeKind[] = ["FEATURE", "CONSTRAINT", "ENTRY", "MENU_NODE", "CONCEPT", "PROCEDURE", "TERM"];
/** A question is answered when the typing pauses for so many milliseconds. */
const PAUSE = 120;

export function SearchView(): JSX.Element {
  const words = useWords();
  const { chosen } = useAddress();
  const asked = chosen.get("q") ?? "";
  const [typed, setTyped] = useState(asked);
  // Effects come late on a slow machine: by then more may be typed, and the address knows of it while `asked` does not.
  useEffect(() => setTyped(here().chosen.get("q") ?? ""), [asked]);
  const type = (text: string): void => {
    setTyped(text);
    go(to(text ? "search" : "", "", { q: text, kind: chosen.get("kind") }), true);
  };
  const text = asked.trim();
  return (
    <div class="view search">
      <div class={text ? "ask" : "ask home"}>
        <h1 class={text ? "unseen-title" : undefined}>{text ? words.title.search : words.title.home}</h1>
        <form role="search" onSubmit={(event) => event.preventDefault()}>
          <input
            type="search"
            class="wide big"
            value={typed}
            aria-label={words.search.label}
            placeholder={words.search.hint}
            autocomplete="off"
            spellcheck={false}
            onInput={(event) => type(event.currentTarget.value)}
          />
        </form>
      </div>
      {text ? <Found text={text} /> : <Home />}
    </div>
  );
}

function Found({ text }: { readonly text: string }): JSX.Element {
  return (
    <div class="pair found">
      <Hits text={text} />
      <Answered text={text} />
    </div>
  );
}

function Hits({ text }: { readonly text: string }): JSX.Element {
  const words = useWords();
  const { chosen } = useAddress();
  const kind = KINDS.find((one) => one === chosen.get("kind"));
  const pages = usePages(FindDocument, { text, kinds: kind ? [kind] : null }, (data: FindQuery) => data.search);
  return (
    <section class="body hits" aria-label={words.search.hits}>
      <div class="filters" role="group" aria-label={words.search.kinds}>
        <button type="button" class="chip" aria-pressed={!kind} onClick={() => choose({ kind: null }, true)}>
          {words.search.all}
        </button>
        {KINDS.map((one) => (
          <button key={one} type="button" class="chip" aria-pressed={kind === one} onClick={() => choose({ kind: one }, true)}>
            {words.kind[one]}
          </button>
        ))}
      </div>
      <Late result={pages.result}>
        {() => (
          <>
            <p class="count" role="status">
              {pages.rows.length === 0 ? words.search.nothing : words.of(pages.rows.length, pages.total)}
            </p>
            <ul class="list">
              {pages.rows.map((hit) => (
                <li key={hit.node.id}>
                  <Hit hit={hit} />
                </li>
              ))}
            </ul>
            <More pages={pages} />
          </>
        )}
      </Late>
    </section>
  );
}

type HitNode = NonNullable<FindQuery["search"]>["nodes"][number];

function Hit({ hit }: { readonly hit: HitNode }): JSX.Element {
  const words = useWords();
  const { node } = hit;
  const name = "label" in node ? node.label : "title" in node ? node.title : "name" in node ? node.name : "text" in node ? node.text : node.id;
  const same = hit.highlight.replace(/<\/?mark>/gu, "") === name;
  return (
    <>
      <a href={toThing(node.__typename, node.id)}>{same ? <Highlight of={hit.highlight} /> : <Text of={name} />}</a>
      <small>
        <span class="kind">{words.kind[hit.kind]}</span> {same ? null : <Highlight of={hit.highlight} />}
      </small>
    </>
  );
}

function Answered({ text }: { readonly text: string }): JSX.Element {
  const words = useWords();
  const [question, setQuestion] = useState(text);
  useEffect(() => {
    const wait = setTimeout(() => setQuestion(text), PAUSE);
    return () => clearTimeout(wait);
  }, [text]);
  const result = useQuery(AskDocument, [...question].length > 1 ? { question } : null);
  return (
    <aside class="panel beside answer" aria-label={words.search.answer} aria-live="polite">
      <h2>{words.search.answer}</h2>
      {[...question].length > 1 ? <Late result={result}>{({ ask }) => (ask ? <Answer answer={ask} /> : null)}</Late> : <p class="hint">{words.search.longer}</p>}
    </aside>
  );
}

type AnswerOf = NonNullable<AskQuery["ask"]>;

function Answer({ answer }: { readonly answer: AnswerOf }): JSX.Element {
  const words = useWords();
  const stated = answer.confidence >= 0.5;
  const [first = "", ...rest] = answer.text.split("\n");
  const show: Showing = (told, fact) => to("entries", told.entry.id, { fact });
  return (
    <>
      {answer.applicability ? (
        <p class="row">
          <VerdictTag of={answer.applicability.verdict} />
          <a href={to("functions", answer.applicability.feature.id)}>
            <Text of={answer.applicability.feature.label} />
          </a>
        </p>
      ) : null}
      {stated ? null : <p class="caution">{words.search.notStated}</p>}
      <p class="answer-first">
        <Text of={first} />
      </p>
      {rest.length > 0 ? (
        <p class="answer-text" tabIndex={0}>
          <Text of={rest.join("\n")} />
        </p>
      ) : null}
      <p class="count">{words.search.confidence(Math.round(answer.confidence * 100))}</p>
      {answer.given.length > 0 ? (
        <p class="row">
          <span class="also">{words.search.given}</span> <Conditions of={answer.given} />
        </p>
      ) : null}
      {stated ? <Details answer={answer} show={show} /> : null}
      {answer.evidence.length > 0 ? (
        <section>
          <h3>{stated ? words.search.evidence : words.search.nearest}</h3>
          <Quotes of={answer.evidence.slice(0, 8)} />
        </section>
      ) : null}
    </>
  );
}

function Details({ answer, show }: { readonly answer: AnswerOf; readonly show: Showing }): JSX.Element {
  const words = useWords();
  return (
    <>
      {answer.operations.length > 0 ? (
        <ul class="list operations">
          {answer.operations.map((one) => (
            <li key={one.feature.id} class="row">
              <VerdictTag of={one.verdict} />
              <a href={to("functions", one.feature.id)}>
                <Text of={one.feature.label} />
              </a>
            </li>
          ))}
        </ul>
      ) : null}
      {answer.menuPaths.length > 0 ? (
        <section>
          <h3>{words.feature.where}</h3>
          {answer.menuPaths.slice(0, 4).map((place) => (
            <Crumbs key={place.id} place={place} />
          ))}
        </section>
      ) : null}
      {answer.procedures.slice(0, 2).map((one) => (
        <Steps key={one.id} of={one} show={show} />
      ))}
      {answer.terms.map((term) => (
        <p key={term.id}>
          <a href={to("things", term.id)}>
            <Text of={term.label} />
          </a>
          {words.colon}
          <Text of={term.definition} />
        </p>
      ))}
    </>
  );
}

const WAYS = ["menu", "order", "matrix", "graph", "quality"] as const;

function Home(): JSX.Element {
  const words = useWords();
  const language = useLanguage();
  const result = useQuery(HomeDocument, {});
  return (
    <>
      <ul class="ways">
        {WAYS.map((view) => (
          <li key={view}>
            <a class="way" href={to(view)}>
              <strong>{words.title[view]}</strong>
              <span>{words.about[view]}</span>
            </a>
          </li>
        ))}
      </ul>
      <Late result={result}>
        {({ snapshot }) => (
          <dl class="figures">
            {(["entries", "features", "menuNodes", "constraints", "concepts"] as const).map((name) => (
              <div key={name}>
                <dt>{words.figures[name]}</dt>
                <dd>{snapshot[name].toLocaleString(language)}</dd>
              </div>
            ))}
            <div>
              <dt>{words.figures.builtAt}</dt>
              <dd class="date">{new Date(snapshot.builtAt).toLocaleString(language === "zh" ? "zh-CN" : "en-GB", { dateStyle: "medium", timeStyle: "short" })}</dd>
            </div>
          </dl>
        )}
      </Late>
    </>
  );
}
