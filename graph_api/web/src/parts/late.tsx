/** What stands where an answer is awaited, refused or empty, so that no view is ever blank. */
import type { ComponentChildren, JSX } from "preact";
import { NoAnswer, Refused } from "../api";
import type { Result } from "../query";
import { Text } from "../text";
import { useWords } from "../words";

interface Of<Data> {
  readonly result: Result<Data>;
  readonly children: (data: Data) => ComponentChildren;
}

/** The answer, once it is there; until then that it is awaited, or why it will not come. */
export function Late<Data>({ result, children }: Of<Data>): JSX.Element {
  const words = useWords();
  const { data, error, busy } = result;
  if (data !== undefined) return <div class={busy ? "late busy" : "late"}>{children(data)}</div>;
  if (error) return <Failed error={error} />;
  return (
    <p class="waiting" role="status">
      {words.busy}
    </p>
  );
}

export function Failed({ error }: { readonly error: Error }): JSX.Element {
  const words = useWords();
  if (error instanceof NoAnswer) return <p class="waiting">{words.busy}</p>;
  const near = error instanceof Refused ? error.suggestions : [];
  return (
    <div class="failed" role="alert">
      <p>
        <strong>{words.failed}</strong>
      </p>
      <p>
        <Text of={error.message} />
      </p>
      {near.length > 0 ? (
        <p>
          {words.near} <Text of={near.join(words.comma)} />
        </p>
      ) : null}
    </div>
  );
}
