/** The tree of menus with what is at one place of it, and all functions beside. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { choose, go, to, useAddress } from "../address";
import { ask } from "../api";
import {
  BranchesDocument,
  FunctionsDocument,
  MenuPlaceDocument,
  RootsDocument,
  type BranchFragment,
  type MenuPlaceQuery,
  type RootsQuery,
} from "../generated/graphql";
import { Crumbs } from "../parts/crumbs";
import { Late } from "../parts/late";
import { More } from "../parts/more";
import { Quotes } from "../parts/quotes";
import { Tree, type Branch } from "../parts/tree";
import { usePages } from "../pages";
import { useQuery } from "../query";
import { outside, Text } from "../text";
import { useWords } from "../words";

export function MenuView(): JSX.Element {
  const words = useWords();
  const address = useAddress();
  const roots = useQuery(RootsDocument, {});
  const all = address.chosen.get("list") === "functions";
  return (
    <div class="view split">
      <h1 class="unseen-title">{words.title.menu}</h1>
      <section class="side" aria-label={words.menu.tree}>
        <div class="tabs">
          <button type="button" aria-pressed={!all} onClick={() => choose({ list: null })}>
            {words.menu.tree}
          </button>
          <button type="button" aria-pressed={all} onClick={() => choose({ list: "functions" })}>
            {words.menu.functions}
          </button>
        </div>
        {all ? <Functions /> : <Late result={roots}>{(data) => <Menus data={data} />}</Late>}
      </section>
      <section class="body">{address.of ? <Place id={address.of} /> : <p class="hint">{words.menu.choose}</p>}</section>
    </div>
  );
}

type Known = Readonly<Record<string, readonly Branch[]>>;

function Menus({ data }: { readonly data: RootsQuery }): JSX.Element {
  const words = useWords();
  const { of } = useAddress();
  const place = useQuery(MenuPlaceDocument, of ? { id: of } : null);
  const [fetched, setFetched] = useState<Known>({});
  const known = { ...fromRoots(data), ...fetched };
  useEffect(() => setFetched({}), [data.snapshot.id]);
  const open = (id: string): void => {
    if (known[id]) return;
    void ask(BranchesDocument, { id }).then(
      ({ node }) => {
        if (node && "children" in node) {
          const own = node.children;
          setFetched((before) => ({ ...before, [id]: own.map(branch), ...below(own) }));
        }
      },
      () => undefined,
    );
  };
  const node = place.data?.node;
  const way = node && "path" in node ? node.path.breadcrumb.map((crumb) => crumb.key).slice(0, -1) : [];
  return (
    <Tree
      label={words.menu.tree}
      roots={data.menu.map(branch)}
      below={(id) => known[id]}
      onOpen={open}
      onChoose={(id) => go(to("menu", id))}
      chosen={of || undefined}
      open={way}
      kinds={words.menuKind}
      more={words.more}
    />
  );
}

function branch(node: BranchFragment): Branch {
  return { id: node.id, label: node.label, kind: node.kind, parted: node.children.length > 0 };
}

type Parent = { readonly id: string; readonly children: readonly (BranchFragment | { readonly id: string })[] };

function below(nodes: readonly Parent[]): Known {
  const told: Record<string, readonly Branch[]> = {};
  for (const node of nodes) told[node.id] = node.children.filter((child): child is BranchFragment => "label" in child).map(branch);
  return told;
}

function fromRoots(data: RootsQuery): Known {
  return { ...below(data.menu), ...below(data.menu.flatMap((root) => root.children)) };
}

function Place({ id }: { readonly id: string }): JSX.Element {
  const words = useWords();
  const result = useQuery(MenuPlaceDocument, { id });
  return (
    <Late result={result}>
      {({ node }) => (node?.__typename === "MenuNode" ? <PlaceTold node={node} /> : <p class="hint">{words.missing}</p>)}
    </Late>
  );
}

type MenuNode = Extract<NonNullable<MenuPlaceQuery["node"]>, { __typename: "MenuNode" }>;

function PlaceTold({ node }: { readonly node: MenuNode }): JSX.Element {
  const words = useWords();
  const url = node.url ? outside(node.url) : undefined;
  return (
    <article>
      <Crumbs place={node.path} />
      <h2>
        <Text of={node.label} /> <span class="kind">{words.menuKind[node.kind] ?? node.kind}</span>
      </h2>
      {node.aliases.length > 0 ? (
        <p class="also">
          {words.named.aliases}
          {words.colon}
          <Text of={node.aliases.join(words.comma)} />
        </p>
      ) : null}
      {node.isAnchored ? null : <p class="caution">{words.menu.unanchored}</p>}
      {node.url ? (
        <p>
          {words.menu.address}
          {words.colon}
          {url ? (
            <a href={url} rel="noopener nofollow" target="_blank">
              <Text of={node.url} />
            </a>
          ) : (
            <Text of={node.url} />
          )}
        </p>
      ) : null}
      <h3>{words.menu.here}</h3>
      {node.features.nodes.length === 0 ? <p class="hint">{words.menu.none}</p> : null}
      <ul class="cards">
        {node.features.nodes.map((feature) => (
          <li key={feature.id}>
            <a class="card" href={to("functions", feature.id)}>
              <Text of={feature.label} />
              <small>{feature.isOperation ? words.menu.operation : words.menu.tool}</small>
            </a>
          </li>
        ))}
      </ul>
      {node.children.length > 0 ? (
        <>
          <h3>{words.menu.below}</h3>
          <ul class="chips">
            {node.children.slice(0, 200).map((child) => (
              <li key={child.id}>
                <a class="chip" href={to("menu", child.id)}>
                  <Text of={child.label} />
                </a>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <h3>{words.named.source}</h3>
      <Quotes of={node.evidence} count={node.evidenceCount} />
    </article>
  );
}

function Functions(): JSX.Element {
  const words = useWords();
  const address = useAddress();
  const text = address.chosen.get("text") ?? "";
  const pages = usePages(FunctionsDocument, { text: text.trim() || null }, (data) => data.features);
  return (
    <>
      <input
        type="search"
        class="wide"
        value={text}
        placeholder={words.menu.filter}
        aria-label={words.menu.filter}
        onInput={(event) => choose({ text: event.currentTarget.value }, true)}
      />
      <Late result={pages.result}>
        {() => (
          <>
            <p class="count" role="status">
              {pages.rows.length === 0 ? words.menu.noMatch : words.of(pages.rows.length, pages.total)}
            </p>
            <ul class="list">
              {pages.rows.map((feature) => (
                <li key={feature.id}>
                  <a href={to("functions", feature.id)}>
                    <Text of={feature.label} />
                  </a>
                  <small>{feature.locations[0] ? <Text of={feature.locations[0].text} /> : words.menu.unplaced}</small>
                </li>
              ))}
            </ul>
            <More pages={pages} />
          </>
        )}
      </Late>
    </>
  );
}
