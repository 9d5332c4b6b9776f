/** The button that fetches the next page of a list; nothing where there is none. */
import type { JSX } from "preact";
import { useWords } from "../words";

interface Props {
  readonly pages: { readonly rows: readonly unknown[]; readonly total: number; readonly more: (() => void) | undefined };
  /** Whether it is told how many are shown of how many. */
  readonly counted?: boolean;
}

export function More({ pages, counted = false }: Props): JSX.Element | null {
  const words = useWords();
  if (!pages.more) return null;
  const button = (
    <button type="button" onClick={pages.more}>
      {words.more}
    </button>
  );
  return counted ? (
    <p class="row">
      {button}
      <span class="count">{words.of(pages.rows.length, pages.total)}</span>
    </p>
  ) : (
    button
  );
}
