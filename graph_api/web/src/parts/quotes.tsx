/** The words that something rests on, each with the way to where they stand. */
import type { JSX } from "preact";
import { to } from "../address";
import type { WordsFragment } from "../generated/graphql";
import { Text } from "../text";
import { useWords } from "../words";

interface Props {
  readonly of: readonly WordsFragment[];
  readonly count?: number;
}

export function Quotes({ of, count }: Props): JSX.Element {
  const words = useWords();
  return (
    <ul class="quotes">
      {of.map((one) => (
        <li key={`${one.entry.id}${one.field}${one.start}-${one.end}${one.rule}`}>
          <a href={wordsAt(one)}>
            <q>
              <Text of={one.quote} />
            </q>
            <cite>
              <Text of={one.entry.title} />
            </cite>
          </a>
        </li>
      ))}
      {count !== undefined && count > of.length ? <li class="count">{words.named.sources(count)}</li> : null}
    </ul>
  );
}

/** The address of words in their entry. */
export function wordsAt(one: WordsFragment): string {
  return to("entries", one.entry.id, { words: `${one.field === "QUESTION" ? "q" : "a"}${one.start}-${one.end}` });
}
