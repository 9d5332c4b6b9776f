/** What can be chosen of an order, by the schemes of the vocabulary. */
import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import { choose } from "../address";
import { excluded, exclusive, type Concept } from "../exclusion";
import type { ChoicesQuery } from "../generated/graphql";
import { Text } from "../text";
import { useWords } from "../words";

/** So many are shown of a scheme before one must search in it. */
const MOST = 60;
const SEARCHED = 12;

interface Props {
  readonly data: ChoicesQuery;
  readonly given: readonly string[];
  readonly denied: readonly string[];
  readonly known: ReadonlyMap<string, Concept>;
}

const SCHEMES = [
  ["ORDER_TYPE", "types"],
  ["ORDER_STATUS", "statuses"],
  ["CARRIER", "carriers"],
  ["ROLE", "roles"],
  ["PAUSE_REASON", "pauses"],
  ["CIRCUMSTANCE", "circumstances"],
] as const;

export function Choices({ data, given, denied, known }: Props): JSX.Element {
  return (
    <>
      {SCHEMES.map(([scheme, name], nth) =>
        data[name].nodes.length > 0 ? (
          <Scheme key={scheme} scheme={scheme} concepts={data[name].nodes} total={data[name].totalCount} open={nth < 3} given={given} denied={denied} known={known} />
        ) : null,
      )}
    </>
  );
}

interface SchemeProps extends Omit<Props, "data"> {
  readonly scheme: string;
  readonly concepts: readonly Concept[];
  readonly total: number;
  readonly open: boolean;
}

function Scheme({ scheme, concepts, total, open, given, denied, known }: SchemeProps): JSX.Element {
  const words = useWords();
  const [sought, setSought] = useState("");
  const groups = useMemo(() => (scheme === "ORDER_TYPE" ? exclusive(concepts) : [concepts]), [concepts]);
  const text = sought.trim().toLowerCase();
  const fits = (one: Concept): boolean => !text || one.label.toLowerCase().includes(text) || (one.code ?? "").toLowerCase().includes(text);
  const chosen = concepts.filter((one) => given.includes(one.id) || denied.includes(one.id)).length;
  const label = words.dimension[scheme] ?? scheme;
  return (
    <details class="scheme" open={open || chosen > 0}>
      <summary>
        {label} <span class="number">{chosen > 0 ? `${chosen} / ${total}` : total}</span>
      </summary>
      {concepts.length > SEARCHED ? (
        <input type="search" class="wide" value={sought} placeholder={words.order.seek(label)} aria-label={words.order.seek(label)} onInput={(event) => setSought(event.currentTarget.value)} />
      ) : null}
      {groups.map((members, nth) => {
        const shown = members.filter(fits);
        if (shown.length === 0) return null;
        const alone = groups.length > 1 && nth < groups.length - 1;
        return (
          <div key={members[0]?.id} class={alone ? "exclusive" : undefined} role="group" aria-label={alone ? words.order.oneOf : label}>
            {alone ? <span class="also small">{words.order.oneOf}</span> : null}
            <div class="chips">
              {shown.slice(0, MOST).map((one) => (
                <Choice key={one.id} concept={one} given={given} denied={denied} known={known} />
              ))}
            </div>
          </div>
        );
      })}
      {concepts.filter(fits).length === 0 ? <p class="hint">{words.nothing}</p> : null}
    </details>
  );
}

function Choice({ concept, given, denied, known }: Omit<Props, "data"> & { readonly concept: Concept }): JSX.Element {
  const words = useWords();
  const on = given.includes(concept.id);
  const off = denied.includes(concept.id);
  const against = on || off ? undefined : given.map((id) => known.get(id)).find((other) => other && excluded(concept, other) !== undefined);
  const title = against ? words.order.against(concept.label, against.label) : (concept.definition ?? undefined);
  const turn = (): void =>
    choose({
      given: on ? given.filter((id) => id !== concept.id) : off ? given : [...given, concept.id],
      not: denied.filter((id) => id !== concept.id),
    });
  return (
    <button type="button" class={against ? "chip barred" : off ? "chip not" : "chip"} aria-pressed={on} title={title} onClick={turn}>
      {off ? <span class="no">{words.not}</span> : null}
      <Text of={concept.label} />
      {concept.code && concept.code !== concept.label ? <small>{concept.code}</small> : null}
    </button>
  );
}
