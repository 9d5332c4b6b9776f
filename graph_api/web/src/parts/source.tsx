/** A text of the sources beside its facts: click words and see the facts that rest on them, click a fact and see its words. */
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { choose, to, useAddress } from "../address";
import { SourceDocument, type SourceQuery } from "../generated/graphql";
import { factKey, pieces, spanOf, spanTold, type Fact, type Field, type Piece, type Span } from "../marks";
import { useQuery } from "../query";
import { Plain, Text } from "../text";
import { useWords } from "../words";
import { Late } from "./late";

interface Props {
  readonly id: string;
  /** Facts of what the view is about; they stand out from the others. */
  readonly own?: ReadonlySet<string>;
  readonly level?: 1 | 2;
  /** One of several texts in sight: an address can choose words in one text only, so its words lead to its own page. */
  readonly amongOthers?: boolean;
}

export function SourcePane({ id, own, level = 2, amongOthers = false }: Props): JSX.Element {
  const words = useWords();
  const result = useQuery(SourceDocument, { id });
  return (
    <Late result={result}>
      {({ entry }) => {
        if (!entry) return <p class="hint">{words.missing}</p>;
        if (entry.parent) return <PartOf entry={entry} own={own} level={level} amongOthers={amongOthers} />;
        return <Source entry={entry} own={own} level={level} amongOthers={amongOthers} />;
      }}
    </Late>
  );
}

type Entry = NonNullable<SourceQuery["entry"]>;

interface SourceProps {
  readonly entry: Entry;
  readonly own: ReadonlySet<string> | undefined;
  readonly level: 1 | 2;
  readonly amongOthers: boolean;
  readonly place?: Span | undefined;
}

/** A part is shown where it stands: in the whole text. */
function PartOf({ entry, place: _, ...look }: SourceProps): JSX.Element {
  const whole = useQuery(SourceDocument, { id: entry.parent?.id ?? "" });
  const place = entry.place ? { field: entry.place.field, start: entry.place.start, end: entry.place.end } : undefined;
  return <Late result={whole}>{(data) => (data.entry ? <Source entry={data.entry} place={place} {...look} /> : null)}</Late>;
}

function Source({ entry, own, level, amongOthers, place }: SourceProps): JSX.Element {
  const words = useWords();
  const address = useAddress();
  const chosen = amongOthers ? new URLSearchParams() : address.chosen;
  const span = spanOf(chosen.get("words")) ?? (chosen.get("fact") ? undefined : place);
  const fact = chosen.get("fact");
  const strong = entry.facts.filter((one) => factKey(one) === fact);
  const page = amongOthers ? entry.id : undefined;
  const title = <Marked entry={entry} field="QUESTION" text={entry.title} own={own} span={span} strong={strong} page={page} />;
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    const mark = box.current?.querySelector<HTMLElement>(".strong");
    const text = mark?.closest<HTMLElement>(".source-text");
    if (mark && box.current && box.current.getBoundingClientRect().top > innerHeight - 120) box.current.scrollIntoView({ block: "start" });
    if (mark && text) text.scrollTop = Math.max(0, mark.offsetTop - text.offsetTop - text.clientHeight / 3);
  }, [entry.id, chosen.get("words"), fact]);
  return (
    <article class="source" ref={box}>
      {level === 1 ? <h1 class="source-title">{title}</h1> : <h3 class="source-title">{title}</h3>}
      <p class="source-file">
        <span class="kind">{words.entryKind[entry.kind] ?? entry.kind}</span>{" "}
        <Text of={`${entry.source.file} : ${entry.source.line}`} />
      </p>
      {amongOthers ? null : <Under entry={entry} span={span} strong={strong} />}
      {entry.isAnswered ? (
        <div class="source-text" tabIndex={0} role="region" aria-label={amongOthers ? `${words.source.text}${words.colon}${entry.title}` : words.source.text}>
          <Marked entry={entry} field="ANSWER" text={entry.answer} own={own} span={span} strong={strong} page={page} />
        </div>
      ) : (
        <p class="caution">{words.source.unanswered}</p>
      )}
    </article>
  );
}

interface MarkedProps {
  readonly entry: Entry;
  readonly field: Field;
  readonly text: string;
  readonly own: ReadonlySet<string> | undefined;
  readonly span: Span | undefined;
  readonly strong: readonly Fact[];
  /** The entry whose page its words lead to; undefined: they are chosen where they stand. */
  readonly page: string | undefined;
}

function Marked({ entry, field, text, own, span, strong, page }: MarkedProps): JSX.Element {
  return (
    <bdi lang="zh-Hans" class="text">
      {pieces(text, field, entry.facts).map((piece) => (
        <PieceShown key={piece.start} piece={piece} field={field} own={own} span={span} strong={strong} page={page} />
      ))}
    </bdi>
  );
}

const FAINT = new Set(["CONCEPT", "REFERENCE"]);

interface PieceProps extends Omit<MarkedProps, "entry" | "text"> {
  readonly piece: Piece;
}

function PieceShown({ piece, field, own, span, strong, page }: PieceProps): JSX.Element {
  const inSpan = span?.field === field && piece.start < span.end && piece.end > span.start;
  const chosen = inSpan || strong.some((fact) => piece.facts.includes(fact));
  if (piece.facts.length === 0) return chosen ? <mark class="strong"><Plain of={piece.text} /></mark> : <Plain of={piece.text} />;
  const plain = piece.facts.every((fact) => FAINT.has(fact.kind));
  const mine = own === undefined ? !plain : piece.facts.some((fact) => own.has(factKey(fact)));
  const look = chosen ? "words strong" : mine ? "words" : "words faint";
  const picked = spanTold({ field, start: piece.start, end: piece.end });
  const here = useHere({ words: picked, fact: null });
  return (
    <a class={look} href={page === undefined ? here : to("entries", page, { words: picked })}>
      <Plain of={piece.text} />
    </a>
  );
}

/** The present address with other choices, for a link. */
function useHere(chosen: Readonly<Record<string, string | null>>): string {
  const now = useAddress();
  const told: Record<string, string | readonly string[]> = {};
  for (const name of new Set(now.chosen.keys())) told[name] = now.chosen.getAll(name);
  return to(now.view, now.of, { ...told, ...chosen });
}

/** The facts that rest on the words that are chosen, or the fact that is. */
function Under({ entry, span, strong }: { readonly entry: Entry; readonly span: Span | undefined; readonly strong: readonly Fact[] }): JSX.Element | null {
  const words = useWords();
  const { chosen } = useAddress();
  const picked = chosen.get("words") !== null && span !== undefined;
  const facts = picked ? entry.facts.filter((fact) => fact.evidence.some((one) => one.field === span.field && one.start < span.end && one.end > span.start)) : strong;
  if (facts.length === 0) return <p class="hint small">{words.source.hint}</p>;
  return (
    <div class="under" role="status">
      <div class="under-head">
        <strong>{picked ? words.source.under(facts.length) : words.source.shown}</strong>
        <button type="button" class="quiet" onClick={() => choose({ words: null, fact: null })}>
          {words.query.close}
        </button>
      </div>
      <FactList facts={facts} />
    </div>
  );
}

export function FactList({ facts }: { readonly facts: readonly Fact[] }): JSX.Element {
  const words = useWords();
  const { chosen } = useAddress();
  const at = chosen.get("fact");
  return (
    <ul class="facts">
      {facts.map((fact) => (
        <li key={factKey(fact)}>
          <span class={`kind of-${fact.kind}`}>{words.kind[fact.kind] ?? fact.kind}</span>
          <button type="button" class="plain" aria-pressed={at === factKey(fact)} onClick={() => choose({ fact: factKey(fact), words: null })}>
            <Text of={fact.label} />
          </button>
          <Onward fact={fact} />
        </li>
      ))}
    </ul>
  );
}

function Onward({ fact }: { readonly fact: Fact }): JSX.Element | null {
  const words = useWords();
  if (!fact.id || fact.kind === "MENU_PATH" || fact.kind === "REFERENCE") return null;
  return (
    <a class="onward" href={to(fact.kind === "FEATURE" ? "functions" : "things", fact.id)} aria-label={`${words.source.page} ${fact.label}`}>
      <span aria-hidden="true">→</span>
    </a>
  );
}
