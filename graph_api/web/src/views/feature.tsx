/** A function: where it is, how it is done, what rules hold, and the very words beside it. */
import type { JSX } from "preact";
import { to, useAddress } from "../address";
import { FeaturePageDocument, type FeaturePageQuery } from "../generated/graphql";
import { Crumbs } from "../parts/crumbs";
import { Late } from "../parts/late";
import { Rules, type Showing } from "../parts/rules";
import { SourcePane } from "../parts/source";
import { Steps } from "../parts/steps";
import { useQuery } from "../query";
import { Text } from "../text";
import { useWords } from "../words";
import { MenuView } from "./menu";
import { Missing } from "./missing";

export function FeatureView(): JSX.Element {
  const { of } = useAddress();
  return of ? <FeaturePage id={of} /> : <MenuView />;
}

function FeaturePage({ id }: { readonly id: string }): JSX.Element {
  const words = useWords();
  const result = useQuery(FeaturePageDocument, { id });
  return (
    <div class="view">
      {result.data ? null : <h1 class="unseen-title">{words.kind["FEATURE"]}</h1>}
      <Late result={result}>
        {({ feature }) => (feature ? <FeatureTold feature={feature} /> : <Missing />)}
      </Late>
    </div>
  );
}

type Feature = NonNullable<FeaturePageQuery["feature"]>;

function FeatureTold({ feature }: { readonly feature: Feature }): JSX.Element {
  const words = useWords();
  const { chosen } = useAddress();
  const stated = [...feature.constraints.nodes, ...feature.locations].find((one) => one.id === chosen.get("fact"))?.evidence[0]?.entry.id;
  const entry = chosen.get("entry") ?? stated ?? feature.evidence[0]?.entry.id ?? feature.entries.nodes[0]?.id;
  const show: Showing = (told, fact) => to("functions", feature.id, { entry: told.entry.id, fact });
  const own = new Set([
    feature.id,
    ...feature.constraints.nodes.map((rule) => rule.id),
    ...feature.procedures.map((one) => one.id),
    ...feature.locations.map((one) => one.id),
  ]);
  return (
    <>
      <header class="title">
        <h1>
          <Text of={feature.label} /> <span class="kind">{feature.isOperation ? words.menu.operation : words.menu.tool}</span>
        </h1>
        {feature.aliases.length > 0 ? (
          <p class="also">
            {words.named.aliases}
            {words.colon}
            <Text of={feature.aliases.join(words.comma)} />
          </p>
        ) : null}
        <Ways feature={feature} />
      </header>
      <div class="pair">
        <div class="body">
          <Where feature={feature} show={show} />
          {feature.procedures.length > 0 ? (
            <section>
              <h2>{words.feature.how}</h2>
              {feature.procedures.map((one) => (
                <Steps key={one.id} of={one} show={show} />
              ))}
            </section>
          ) : null}
          {feature.constraints.nodes.length === 0 ? (
            <section>
              <h2>{words.feature.rules}</h2>
              <p class="hint">{words.feature.noRules}</p>
            </section>
          ) : (
            <Rules of={feature.constraints.nodes} show={show} level={2} />
          )}
          {feature.constraints.totalCount > feature.constraints.nodes.length ? (
            <p class="count">{words.of(feature.constraints.nodes.length, feature.constraints.totalCount)}</p>
          ) : null}
        </div>
        <aside class="panel beside" aria-label={words.source.title}>
          <Sources feature={feature} entry={entry} />
          {entry ? <SourcePane id={entry} own={own} /> : <p class="hint">{words.nothing}</p>}
        </aside>
      </div>
    </>
  );
}

function Ways({ feature }: { readonly feature: Feature }): JSX.Element {
  const words = useWords();
  return (
    <p class="row">
      {feature.isOperation ? (
        <a class="button" href={to("order", "", { show: feature.id })}>
          {words.feature.compose}
        </a>
      ) : null}
      <a class="button" href={to("graph", feature.id)}>
        {words.feature.graph}
      </a>
      <Related label={words.feature.broader} of={feature.broader} />
      <Related label={words.feature.narrower} of={feature.narrower} />
    </p>
  );
}

function Related({ label, of }: { readonly label: string; readonly of: readonly { readonly id: string; readonly label: string }[] }): JSX.Element | null {
  const words = useWords();
  if (of.length === 0) return null;
  return (
    <span class="related">
      <span class="also">
        {label}
        {words.colon}
      </span>
      {of.map((one) => (
        <a key={one.id} class="chip" href={to("functions", one.id)}>
          <Text of={one.label} />
        </a>
      ))}
    </span>
  );
}

function Where({ feature, show }: { readonly feature: Feature; readonly show: Showing }): JSX.Element {
  const words = useWords();
  return (
    <section>
      <h2>{words.feature.where}</h2>
      {feature.locations.length === 0 ? <p class="hint">{words.menu.unplaced}</p> : null}
      <ul class="places">
        {feature.locations.map((place) => (
          <li key={place.id}>
            <Crumbs place={place} />
            {place.isComplete ? null : <small>{words.menu.unanchored}</small>}
            {place.evidence.slice(0, 1).map((one) => (
              <a key={one.start} class="words-link" href={show(one, place.id)}>
                <q>
                  <Text of={one.quote} />
                </q>
              </a>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Sources({ feature, entry }: { readonly feature: Feature; readonly entry: string | undefined }): JSX.Element {
  const words = useWords();
  const rest = feature.entries.totalCount - feature.entries.nodes.length;
  return (
    <>
      <h2>{words.source.title}</h2>
      <ul class="sources">
        {feature.entries.nodes.map((one) => (
          <li key={one.id}>
            <a href={to("functions", feature.id, { entry: one.id })} aria-current={one.id === entry ? "true" : undefined}>
              <Text of={one.title} />
            </a>
          </li>
        ))}
      </ul>
      {rest > 0 ? <p class="count">{words.of(feature.entries.nodes.length, feature.entries.totalCount)}</p> : null}
    </>
  );
}
