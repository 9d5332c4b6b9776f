/** What cannot hold of one order, as the graph says it: what excludes a concept excludes all that is narrower. */
import type { ChoiceFragment } from "./generated/graphql";

export type Concept = ChoiceFragment;

export interface Pair {
  readonly one: string;
  readonly other: string;
  /** The other is denied, and the one entails it. */
  readonly denied: boolean;
  /** By which broader concepts, where it is not they themselves that exclude each other. */
  readonly through: string | undefined;
}

interface Above {
  readonly id: string;
  readonly label: string;
  readonly excludes: ReadonlySet<string>;
}

const above = new WeakMap<Concept, readonly Above[]>();

/** The concept itself and all that is broader; worked out once for each concept that the API told. */
function upward(concept: Concept): readonly Above[] {
  const known = above.get(concept) ?? walked(concept);
  above.set(concept, known);
  return known;
}

function walked(concept: Concept): readonly Above[] {
  const found: Above[] = [];
  type Node = { id: string; label: string; excludes?: readonly { id: string }[]; broader?: readonly Node[] };
  const walk = (node: Node): void => {
    if (found.some((one) => one.id === node.id)) return;
    found.push({ id: node.id, label: node.label, excludes: new Set((node.excludes ?? []).map((one) => one.id)) });
    for (const above of node.broader ?? []) walk(above);
  };
  walk(concept as unknown as Node);
  return found;
}

/** Whether two concepts exclude each other; the broader ones by which, or an empty text where it is they themselves. */
export function excluded(one: Concept, other: Concept): string | undefined {
  for (const a of upward(one))
    for (const b of upward(other))
      if (a.id !== b.id && (a.excludes.has(b.id) || b.excludes.has(a.id)))
        return a.id === one.id && b.id === other.id ? "" : `${a.label} / ${b.label}`;
  return undefined;
}

export function contradictions(given: readonly string[], denied: readonly string[], known: ReadonlyMap<string, Concept>): readonly Pair[] {
  const found: Pair[] = [];
  const concepts = given.map((id) => known.get(id)).filter((one) => one !== undefined);
  concepts.forEach((one, nth) => {
    for (const other of concepts.slice(nth + 1)) {
      const through = excluded(one, other);
      if (through !== undefined) found.push({ one: one.id, other: other.id, denied: false, through: through || undefined });
    }
    for (const id of denied)
      if (upward(one).some((above) => above.id === id)) found.push({ one: one.id, other: id, denied: true, through: undefined });
  });
  return found;
}

/** Concepts of which an order has one at most, put together; then all others. */
export function exclusive(concepts: readonly Concept[]): readonly (readonly Concept[])[] {
  const groups: Concept[][] = [];
  for (const one of concepts) {
    const fit = groups.find((members) => members.every((member) => excluded(one, member) !== undefined));
    if (fit) fit.push(one);
    else groups.push([one]);
  }
  return [...groups.filter((members) => members.length > 1), groups.filter((members) => members.length === 1).flat()];
}
