/** An address that leads nowhere. */
import type { JSX } from "preact";
import { useWords } from "../words";

export function Missing(): JSX.Element {
  const words = useWords();
  return (
    <div class="empty">
      <h1>{words.title.missing}</h1>
      <p>{words.missing}</p>
      <p>
        <a href="/">{words.home}</a>
      </p>
    </div>
  );
}
