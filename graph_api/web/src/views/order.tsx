/** The order composer: what is chosen of an order on one side, what may be done with it on the other. */
import type { JSX } from "preact";
import { choose, to, useAddress } from "../address";
import { Refused } from "../api";
import { contradictions, type Concept } from "../exclusion";
import { ChoicesDocument, ChosenDocument, OperationsDocument, type ChoicesQuery, type OperationsQuery } from "../generated/graphql";
import { usePages } from "../pages";
import { Choices } from "../parts/choices";
import { Failed, Late } from "../parts/late";
import { More } from "../parts/more";
import { OperationCard } from "../parts/operation";
import { VERDICTS, VerdictTag, type Verdict } from "../parts/verdict";
import { useQuery } from "../query";
import { Text } from "../text";
import { useWords } from "../words";

export function OrderView(): JSX.Element {
  const words = useWords();
  const { chosen } = useAddress();
  const given = chosen.getAll("given");
  const denied = chosen.getAll("not");
  const choices = useQuery(ChoicesDocument, {});
  const ids = [...given, ...denied];
  const named = useQuery(ChosenDocument, ids.length > 0 ? { ids } : null);
  const known = new Map(concepts(choices.data).map((one) => [one.id, one]));
  for (const node of named.data?.nodes ?? []) if (node && "label" in node) known.set(node.id, node);
  return (
    <div class="view split order">
      <h1 class="unseen-title">{words.title.order}</h1>
      <section class="side" aria-label={words.order.choices}>
        <Chosen given={given} denied={denied} known={known} />
        <Late result={choices}>{(data) => <Choices data={data} given={given} denied={denied} known={known} />}</Late>
      </section>
      <section class="body" aria-label={words.order.operations}>
        <Outcome given={given} denied={denied} known={known} />
      </section>
    </div>
  );
}

function concepts(data: ChoicesQuery | undefined): readonly Concept[] {
  if (!data) return [];
  return [data.types, data.statuses, data.carriers, data.roles, data.pauses, data.circumstances].flatMap((one) => one.nodes);
}

interface Props {
  readonly given: readonly string[];
  readonly denied: readonly string[];
  readonly known: ReadonlyMap<string, Concept>;
}

function Chosen({ given, denied, known }: Props): JSX.Element {
  const words = useWords();
  const rows = [...given.map((id) => ({ id, not: false })), ...denied.map((id) => ({ id, not: true }))];
  return (
    <div class="chosen" role="group" aria-label={words.order.chosen}>
      <div class="under-head">
        <h2>{words.order.chosen}</h2>
        {rows.length > 0 ? (
          <button type="button" class="quiet" onClick={() => choose({ given: null, not: null })}>
            {words.order.clear}
          </button>
        ) : null}
      </div>
      {rows.length === 0 ? <p class="hint">{words.order.nothing}</p> : null}
      <ul class="chips">
        {rows.map(({ id, not }) => (
          <li key={id} class={not ? "chip picked not" : "chip picked"}>
            <button
              type="button"
              class="plain turn"
              title={words.order.turn}
              onClick={() =>
                choose(not ? { given: [...given, id], not: denied.filter((one) => one !== id) } : { given: given.filter((one) => one !== id), not: [...denied, id] })
              }
            >
              {not ? <span class="no">{words.not}</span> : null}
              <Text of={known.get(id)?.label ?? id} />
            </button>
            <button
              type="button"
              class="plain drop"
              aria-label={`${words.order.drop} ${known.get(id)?.label ?? id}`}
              onClick={() => choose({ given: given.filter((one) => one !== id), not: denied.filter((one) => one !== id) })}
            >
              <span aria-hidden="true">×</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Outcome({ given, denied, known }: Props): JSX.Element {
  const words = useWords();
  const variables = { given: [...given], facts: denied.map((concept) => ({ concept, negated: true })), verdicts: null };
  const pages = usePages(OperationsDocument, variables, (data: OperationsQuery) => data.operations);
  const { error } = pages.result;
  if (error instanceof Refused && error.code === "BAD_USER_INPUT") return <Contradicted error={error} given={given} denied={denied} known={known} />;
  return (
    <>
      <h2>{words.order.operations}</h2>
      <Late result={pages.result}>{() => <Groups rows={pages.rows} total={pages.total} more={pages.more} />}</Late>
      <Unstated given={given} denied={denied} />
    </>
  );
}

type Row = NonNullable<OperationsQuery["operations"]>["nodes"][number];

function Groups({ rows, total, more }: { readonly rows: readonly Row[]; readonly total: number; readonly more: (() => void) | undefined }): JSX.Element {
  const words = useWords();
  const { chosen } = useAddress();
  const groups = Map.groupBy(rows, (row) => row.verdict as Verdict);
  return (
    <>
      <p class="row tally" role="status">
        {VERDICTS.filter((one) => groups.has(one)).map((one) => (
          <span key={one} class={`verdict ${one}`}>
            {words.verdict[one]} {groups.get(one)?.length}
          </span>
        ))}
        {rows.length === 0 ? words.order.none : null}
      </p>
      {VERDICTS.filter((one) => groups.has(one)).map((one) => (
        <section key={one} class="group">
          <h3>
            <VerdictTag of={one} />
          </h3>
          <ul class="outcomes">
            {groups.get(one)?.map((row) => <OperationCard key={row.feature.id} row={row} shown={chosen.get("show") === row.feature.id} />)}
          </ul>
        </section>
      ))}
      {more ? (
        <button type="button" onClick={more}>
          {words.more} ({words.of(rows.length, total)})
        </button>
      ) : null}
    </>
  );
}

function Unstated({ given, denied }: Omit<Props, "known">): JSX.Element {
  const words = useWords();
  const { chosen } = useAddress();
  const open = chosen.get("unstated") === "yes";
  const variables = { given: [...given], facts: denied.map((concept) => ({ concept, negated: true })), verdicts: ["UNSTATED" as const] };
  return (
    <div class="unstated">
      <button type="button" class="quiet" aria-expanded={open} onClick={() => choose({ unstated: open ? null : "yes" })}>
        {words.order.unstated}
      </button>
      {open ? <UnstatedList variables={variables} /> : null}
    </div>
  );
}

function UnstatedList({ variables }: { readonly variables: { given: string[]; facts: { concept: string; negated: boolean }[]; verdicts: "UNSTATED"[] } }): JSX.Element {
  const words = useWords();
  const pages = usePages(OperationsDocument, variables, (data: OperationsQuery) => data.operations);
  return (
    <Late result={pages.result}>
      {() => (
        <>
          <ul class="chips">
            {pages.rows.map((row) => (
              <li key={row.feature.id}>
                <a class="chip" href={to("functions", row.feature.id)}>
                  <Text of={row.feature.label} />
                </a>
              </li>
            ))}
          </ul>
          {pages.rows.length === 0 ? <p class="hint">{words.nothing}</p> : null}
          <More pages={pages} />
        </>
      )}
    </Late>
  );
}

/** Which of the choices cannot hold together, why, and the way out. */
function Contradicted({ error, given, denied, known }: Props & { readonly error: Refused }): JSX.Element {
  const words = useWords();
  const found = contradictions(given, denied, known);
  if (found.length === 0) return <Failed error={error} />;
  const name = (id: string): string => known.get(id)?.label ?? id;
  return (
    <div class="contradicted" role="alert">
      <h2>{words.order.contradicted}</h2>
      {found.map((pair) => (
        <div key={pair.one + pair.other} class="failed">
          <p>
            <Text of={words.order.against(name(pair.one), pair.denied ? `${words.not}${name(pair.other)}` : name(pair.other))} />
          </p>
          {pair.through ? (
            <p class="also">
              <Text of={words.order.through(pair.through)} />
            </p>
          ) : null}
          <p class="row">
            {[pair.one, pair.other].map((id) => (
              <button
                key={id}
                type="button"
                onClick={() =>
                  choose({ given: given.filter((one) => one !== id), not: denied.filter((one) => one !== id || (pair.denied && id === pair.one)) })
                }
              >
                {words.order.drop} <Text of={name(id)} />
              </button>
            ))}
          </p>
        </div>
      ))}
    </div>
  );
}
