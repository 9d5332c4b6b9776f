/** What the page asks of the server: GraphQL, one operation at a time, and how the server fares, for the notices. */
import type { TypedDocumentString } from "./generated/graphql";

/** One refusal, in the API's own shape. */
export class Refused extends Error {
  constructor(
    message: string,
    readonly code: string,
    readonly suggestions: readonly string[] = [],
  ) {
    super(message);
  }
}

/** The server was not reached, or gave no answer that can be read. */
export class NoAnswer extends Error {}

export type Health = "well" | "slow" | "gone" | "empty";

interface State {
  readonly health: Health;
  /** The version that the page shows, and the one that the server has since begun to serve. */
  readonly shown: string | null;
  readonly newer: string | null;
}

let state: State = { health: "well", shown: null, newer: null };
const heard = new Set<(state: State) => void>();
let waiting = 0;
let retry: ReturnType<typeof setTimeout> | undefined;

/** After so many milliseconds without an answer the page says that it waits. */
const SLOW = 1500;
const GIVE_UP = 30_000;
const AGAIN = 2000;

export function onState(call: (state: State) => void): () => void {
  heard.add(call);
  call(state);
  return () => void heard.delete(call);
}

function become(next: Partial<State>): void {
  const told = { ...state, ...next };
  if (told.health === state.health && told.shown === state.shown && told.newer === state.newer) return;
  state = told;
  for (const call of [...heard]) call(state);
}

/** From now on the newest version is the one that is shown. */
export function takeNewer(): void {
  become({ shown: state.newer ?? state.shown, newer: null });
}

interface Answered {
  readonly data?: unknown;
  readonly errors?: readonly { message: string; extensions?: { code?: string; suggestions?: string[] } }[];
}

/** The data of an operation. Throws Refused, NoAnswer, or what an aborted request throws. */
export async function ask<Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Data> {
  const slow = setTimeout(() => become({ health: "slow" }), SLOW);
  waiting += 1;
  try {
    const limit = AbortSignal.timeout(GIVE_UP);
    const response = await send(document, variables, signal ? AbortSignal.any([signal, limit]) : limit);
    const told = await read(response);
    const [error] = told.errors ?? [];
    // Only an answer that is one says that the server is well: else what waits for that would ask again at once.
    if (error?.extensions?.code !== "UNAVAILABLE") become({ health: "well" });
    noteVersion(told.data);
    if (error) throw new Refused(error.message, error.extensions?.code ?? "", error.extensions?.suggestions ?? []);
    return told.data as Data;
  } catch (error) {
    if (error instanceof Refused) {
      if (error.code === "UNAVAILABLE") {
        become({ health: "empty" });
        tryAgain();
      }
      throw error;
    }
    if (signal?.aborted) throw error;
    become({ health: "gone" });
    tryAgain();
    throw error instanceof NoAnswer ? error : new NoAnswer(String(error));
  } finally {
    clearTimeout(slow);
    waiting -= 1;
    if (waiting === 0 && state.health === "slow") become({ health: "well" });
  }
}

/** Whether the server knows the page's operations by their hashes; one that does not is sent them in full. */
let trusted = true;

async function send<Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
  signal: AbortSignal,
): Promise<Response> {
  const documentId = document.__meta__?.["hash"] as string | undefined;
  if (trusted && documentId) {
    const response = await post({ documentId, variables }, signal);
    if (response.status !== 404) return response;
    trusted = false;
  }
  return post({ query: document.toString(), variables }, signal);
}

function post(operation: object, signal: AbortSignal): Promise<Response> {
  return fetch("/graphql", {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/graphql-response+json, application/json" },
    body: JSON.stringify(operation),
    signal,
  });
}

async function read(response: Response): Promise<Answered> {
  try {
    const told: unknown = await response.json();
    if (typeof told === "object" && told !== null && ("data" in told || "errors" in told)) return told as Answered;
  } catch (error) {
    throw new NoAnswer(String(error));
  }
  throw new NoAnswer(`HTTP ${response.status}`);
}

/** Every operation of the page asks for the version beside what it is after. */
function noteVersion(data: unknown): void {
  const own = (data as { snapshot?: { id?: string } } | null | undefined)?.snapshot?.id;
  if (!own) return;
  if (state.shown === null) become({ shown: own });
  else if (own !== state.shown) become({ newer: own });
  else become({ newer: null });
}

const pulses = new Set<() => Promise<unknown>>();

/** What is asked now and then, and when the server was gone, to see how it fares. */
export function setPulse(pulse: () => Promise<unknown>): void {
  pulses.clear();
  pulses.add(pulse);
}

function tryAgain(): void {
  if (retry !== undefined) return;
  retry = setTimeout(() => {
    retry = undefined;
    for (const pulse of pulses) pulse().catch(() => undefined);
  }, AGAIN);
}
