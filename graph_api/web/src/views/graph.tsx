/** What is around a thing, drawn, with a list of the same nodes; without a thing the best linked nodes, and on demand all of them. */
import type { JSX } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { choose, go, to, useAddress } from "../address";
import { ask } from "../api";
import type { Dot, Drawn, Picture } from "../drawing";
import { NearDocument, SheetDocument, type NearQuery, type SheetQuery } from "../generated/graphql";
import { Late } from "../parts/late";
import { useQuery } from "../query";
import { Text } from "../text";
import { useWords } from "../words";
import { toThing } from "./thing";

const FIRST = 300;
const PAGE = 10_000;
/** So many nodes are drawn at most. */
const ALL = 100_000;
const SIZES = [50, 100, 250, 500];
const HOPS = [1, 2, 3];

export function GraphView(): JSX.Element {
  const { of } = useAddress();
  return <div class="view graph">{of ? <Around id={of} /> : <Overview />}</div>;
}

function Around({ id }: { readonly id: string }): JSX.Element {
  const words = useWords();
  const { chosen } = useAddress();
  const hops = HOPS.find((one) => String(one) === chosen.get("hops")) ?? 2;
  const most = SIZES.find((one) => String(one) === chosen.get("most")) ?? 100;
  const result = useQuery(NearDocument, { id, hops, most });
  return (
    <>
      <header class="title">
        <h1>{words.title.graph}</h1>
        <div class="row">
          <Choice label={words.graph.hops} name="hops" of={HOPS} at={hops} />
          <Choice label={words.graph.most} name="most" of={SIZES} at={most} />
          <a class="button" href={to("graph")}>
            {words.graph.overview}
          </a>
        </div>
      </header>
      <Late result={result}>{(data) => <Near data={data} id={id} />}</Late>
    </>
  );
}

function Choice({ label, name, of, at }: { readonly label: string; readonly name: string; readonly of: readonly number[]; readonly at: number }): JSX.Element {
  return (
    <label class="row">
      <span class="also">{label}</span>
      <select value={String(at)} onChange={(event) => choose({ [name]: event.currentTarget.value }, true)}>
        {of.map((one) => (
          <option key={one} value={String(one)}>
            {one}
          </option>
        ))}
      </select>
    </label>
  );
}

type Node = NonNullable<NearQuery["node"]>;

function nameOf(node: Node): string {
  if ("label" in node) return node.label;
  if ("title" in node) return node.title;
  if ("name" in node) return node.name;
  return "text" in node ? node.text : node.id;
}

function Near({ data, id }: { readonly data: NearQuery; readonly id: string }): JSX.Element {
  const words = useWords();
  const near = data.neighbourhood;
  const drawn = useMemo<Drawn>(() => {
    const links = new Map<string, number>();
    for (const link of near?.links ?? []) for (const end of [link.source, link.target]) links.set(end, (links.get(end) ?? 0) + 1);
    const dots = (near?.spots ?? []).map((spot) => ({ id: spot.node.id, label: short(nameOf(spot.node)), kind: spot.kind, x: spot.x, y: spot.y, links: links.get(spot.node.id) ?? 0 }));
    return { dots, lines: (near?.links ?? []).map((link) => [link.source, link.target] as const) };
  }, [data]);
  if (!near) return <p class="hint">{words.missing}</p>;
  const relations = new Map<string, Set<string>>();
  for (const link of near.links) {
    if (link.source === id) relations.set(link.target, (relations.get(link.target) ?? new Set()).add(link.relation));
    if (link.target === id) relations.set(link.source, (relations.get(link.source) ?? new Set()).add(link.relation));
  }
  return (
    <div class="drawing-pair">
      <Canvas drawn={drawn} centre={id} />
      <section class="panel beside" aria-label={words.graph.list}>
        {data.node ? (
          <>
            <h2>
              <Text of={nameOf(data.node)} />
            </h2>
            <p class="row">
              <a class="button" href={toThing(data.node.__typename, data.node.id)}>
                {words.source.page}
              </a>
            </p>
          </>
        ) : null}
        <p class="count" role="status">
          {words.graph.shown(near.spots.length, near.links.length)} {near.isWhole ? "" : words.graph.more}
        </p>
        <ul class="list nodes">
          {near.spots
            .filter((spot) => spot.node.id !== id)
            .map((spot) => (
              <li key={spot.node.id}>
                <a href={to("graph", spot.node.id)}>
                  <Text of={nameOf(spot.node)} />
                </a>
                <small>
                  <span class={`dot ${spot.kind}`} aria-hidden="true" /> {words.kind[spot.kind]}
                  {[...(relations.get(spot.node.id) ?? [])].map((one) => ` · ${words.relation[one] ?? one}`)}
                </small>
              </li>
            ))}
        </ul>
      </section>
    </div>
  );
}

function short(text: string): string {
  const points = Array.from(text);
  return points.length > 24 ? `${points.slice(0, 24).join("")}…` : text;
}

/** Where the picture is; it says so where the browser cannot draw. */
function Canvas({ drawn, centre, also }: { readonly drawn: Drawn; readonly centre?: string; readonly also?: Drawn | undefined }): JSX.Element {
  const words = useWords();
  const box = useRef<HTMLDivElement>(null);
  const own = useRef<Picture | undefined>(undefined);
  const [failed, setFailed] = useState(false);
  const latest = useRef<() => void>(() => undefined);
  latest.current = () => own.current?.show(drawn, centre);

  useEffect(() => {
    let gone = false;
    import("../drawing").then(
      ({ picture }) => {
        if (gone || !box.current) return;
        try {
          own.current = picture(box.current, (id) => go(to("graph", id)));
          latest.current();
        } catch {
          setFailed(true);
        }
      },
      () => setFailed(true),
    );
    const dressed = new MutationObserver(() => own.current?.dress());
    dressed.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    return () => {
      gone = true;
      dressed.disconnect();
      own.current?.end();
      own.current = undefined;
    };
  }, []);
  useEffect(() => latest.current(), [drawn, centre]);
  useEffect(() => {
    if (also) own.current?.add(also);
  }, [also]);
  return (
    <div class="drawing">
      {failed ? <p class="caution">{words.graph.failed}</p> : null}
      <div class="canvas" ref={box} aria-hidden="true" />
      <ul class="legend" aria-hidden="true">
        {["FEATURE", "CONSTRAINT", "CONCEPT", "MENU_NODE", "ENTRY", "PROCEDURE", "TERM"].map((kind) => (
          <li key={kind}>
            <span class={`dot ${kind}`} /> {words.kind[kind]}
          </li>
        ))}
      </ul>
    </div>
  );
}

type Sheet = NonNullable<SheetQuery["sheet"]>;

function dotsOf(sheet: Sheet, ids: readonly string[]): Drawn {
  const links = new Map<number, number>();
  for (const end of [...sheet.sources, ...sheet.targets]) links.set(end, (links.get(end) ?? 0) + 1);
  const dots: Dot[] = sheet.ids.map((id, nth) => ({
    id,
    label: short(sheet.labels[nth] ?? ""),
    kind: sheet.kinds[nth] ?? "",
    x: sheet.x[nth] ?? 0,
    y: sheet.y[nth] ?? 0,
    links: links.get(sheet.first + nth) ?? 0,
  }));
  const lines = sheet.sources.flatMap((source, nth) => {
    const [from, onto] = [ids[source], ids[sheet.targets[nth] ?? -1]];
    return from !== undefined && onto !== undefined ? [[from, onto] as const] : [];
  });
  return { dots, lines };
}

function Overview(): JSX.Element {
  const words = useWords();
  const result = useQuery(SheetDocument, { first: FIRST, after: 0 });
  return (
    <>
      <header class="title">
        <h1>{words.title.graph}</h1>
        <p class="also">{words.graph.about}</p>
      </header>
      <Late result={result}>{({ sheet }) => (sheet ? <Whole sheet={sheet} /> : null)}</Late>
    </>
  );
}

/** So many are listed at first, and so many more each time. */
const STEP = 100;

function Whole({ sheet }: { readonly sheet: Sheet }): JSX.Element {
  const words = useWords();
  const [pages, setPages] = useState<readonly Sheet[]>([]);
  const [busy, setBusy] = useState(false);
  const [most, setMost] = useState(STEP);
  const [sought, setSought] = useState("");
  const first = useMemo(() => dotsOf(sheet, sheet.ids), [sheet]);
  const ids = useMemo(() => [sheet, ...pages].flatMap((page) => page.ids), [sheet, pages]);
  const last = pages.at(-1);
  const also = useMemo(() => (last ? dotsOf(last, ids) : undefined), [last, ids]);
  const names = useMemo(() => [sheet, ...pages].flatMap((page) => page.ids.map((id, nth) => ({ id, label: page.labels[nth] ?? "", kind: page.kinds[nth] ?? "" }))), [sheet, pages]);
  const goal = Math.min(sheet.totalCount, ALL);
  useEffect(() => {
    if (!busy) return;
    if (ids.length >= goal) {
      setBusy(false);
      return;
    }
    let gone = false;
    ask(SheetDocument, { first: Math.min(PAGE, goal - ids.length), after: ids.length }).then(
      (data) => {
        if (!gone && data.sheet) setPages((before) => [...before, data.sheet as Sheet]);
      },
      () => {
        if (!gone) setBusy(false);
      },
    );
    return () => {
      gone = true;
    };
  }, [busy, ids.length]);
  const text = sought.trim().toLowerCase();
  const found = text ? names.filter((one) => one.label.toLowerCase().includes(text)) : names;
  return (
    <div class="drawing-pair">
      <Canvas drawn={first} also={also} />
      <section class="panel beside" aria-label={words.graph.list}>
        <p class="row">
          <span class="count" role="status">
            {words.of(ids.length, sheet.totalCount)}
          </span>
          {ids.length < goal ? (
            <button type="button" disabled={busy} onClick={() => setBusy(true)}>
              {busy ? words.busy : words.graph.all(goal)}
            </button>
          ) : null}
        </p>
        <input type="search" class="wide" value={sought} placeholder={words.graph.seek} aria-label={words.graph.seek} onInput={(event) => setSought(event.currentTarget.value)} />
        <ul class="list nodes">
          {found.slice(0, most).map((one) => (
            <li key={one.id}>
              <a href={to("graph", one.id)}>
                <Text of={one.label} />
              </a>
              <small>
                <span class={`dot ${one.kind}`} aria-hidden="true" /> {words.kind[one.kind]}
              </small>
            </li>
          ))}
        </ul>
        {found.length > most ? (
          <button type="button" onClick={() => setMost(most + STEP)}>
            {words.more}
          </button>
        ) : null}
      </section>
    </div>
  );
}
