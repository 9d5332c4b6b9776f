/** An operation as a component uses it: asked when its variables change, the last answer kept in sight until the next is there. */
import { useEffect, useRef, useState } from "preact/hooks";
import { ask, NoAnswer, onState } from "./api";
import type { TypedDocumentString } from "./generated/graphql";

export interface Asked {
  readonly document: string;
  readonly variables: unknown;
}

export interface Result<Data> {
  readonly data: Data | undefined;
  readonly error: Error | undefined;
  /** An answer is awaited; `data` may still be that of the question before. */
  readonly busy: boolean;
}

const KEPT = 100;
const answers = new Map<string, unknown>();
const shown = new Map<symbol, Asked>();
const heard = new Set<() => void>();

/** The operations behind what is in sight, for the drawer. */
export function operationsInSight(): readonly Asked[] {
  return [...shown.values()];
}

export function onOperations(call: () => void): () => void {
  heard.add(call);
  return () => void heard.delete(call);
}

function tell(): void {
  for (const call of [...heard]) call();
}

let epoch = 0;
let version: string | null = null;
let down = false;
const epochs = new Set<(epoch: number) => void>();

// What is shown is asked anew when another version is taken, or the server is back.
onState((state) => {
  const ill = state.health === "gone" || state.health === "empty";
  const other = version !== null && state.shown !== version;
  if (other) answers.clear();
  if (other || (down && state.health === "well")) {
    epoch += 1;
    for (const call of [...epochs]) call(epoch);
  }
  version = state.shown;
  down = ill || (down && state.health !== "well");
});

function useEpoch(): number {
  const [now, setNow] = useState(epoch);
  useEffect(() => {
    epochs.add(setNow);
    setNow(epoch);
    return () => void epochs.delete(setNow);
  }, []);
  return now;
}

/** The answer to an operation; null variables: it is not asked yet. */
export function useQuery<Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables | null,
): Result<Data> {
  const text = document.toString();
  const key = variables === null ? "" : text + JSON.stringify(variables);
  const [result, setResult] = useState<Result<Data> & { key: string }>(() => ({ ...kept<Data>(key), key }));
  const own = useRef(Symbol());
  const now = useEpoch();

  useEffect(() => {
    if (variables === null) return undefined;
    const sign = own.current;
    shown.set(sign, { document: text, variables });
    tell();
    return () => {
      shown.delete(sign);
      tell();
    };
  }, [key]);

  useEffect(() => {
    if (variables === null) {
      setResult({ data: undefined, error: undefined, busy: false, key });
      return undefined;
    }
    const found = kept<Data>(key);
    if (found.data !== undefined) {
      setResult({ ...found, key });
      return undefined;
    }
    const stop = new AbortController();
    setResult((before) => ({ data: before.data, error: undefined, busy: true, key }));
    ask(document, variables, stop.signal).then(
      (data) => {
        keep(key, data);
        setResult({ data, error: undefined, busy: false, key });
      },
      (error: unknown) => {
        if (stop.signal.aborted) return;
        const told = error instanceof Error ? error : new Error(String(error));
        setResult((before) => ({ data: told instanceof NoAnswer ? before.data : undefined, error: told, busy: false, key }));
      },
    );
    return () => stop.abort();
  }, [key, now]);

  return result.key === key ? result : waitingFor(key, result.data);
}

/** What is in sight of a question just put, before its effect has run: an answer to the one before never passes for its own. */
function waitingFor<Data>(key: string, before: Data | undefined): Result<Data> {
  const found = kept<Data>(key);
  return found.busy ? { ...found, data: before } : found;
}

function kept<Data>(key: string): Result<Data> {
  const data = key ? (answers.get(key) as Data | undefined) : undefined;
  return { data, error: undefined, busy: key !== "" && data === undefined };
}

function keep(key: string, data: unknown): void {
  answers.delete(key);
  answers.set(key, data);
  const [oldest] = answers.keys();
  if (answers.size > KEPT && oldest !== undefined) answers.delete(oldest);
}
