/** The GraphQL behind what is in sight: to read, to copy, to go on with in GraphiQL. */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { onOperations, operationsInSight, type Asked } from "../query";
import { useWords } from "../words";

export function Drawer(): JSX.Element {
  const words = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const [open, setOpen] = useState(false);
  const [shown, setShown] = useState<readonly Asked[]>([]);
  useEffect(() => onOperations(() => setShown(operationsInSight())), []);
  const show = (): void => {
    setShown(operationsInSight());
    setOpen(true);
    dialog.current?.showModal();
  };
  return (
    <>
      <button type="button" class="quiet" onClick={show} aria-haspopup="dialog">
        {words.query.open}
      </button>
      <dialog ref={dialog} class="drawer" aria-labelledby="drawer-title" onClose={() => setOpen(false)}>
        <div class="drawer-head">
          <h2 id="drawer-title">{words.query.title}</h2>
          <button type="button" class="quiet" onClick={() => dialog.current?.close()}>
            {words.query.close}
          </button>
        </div>
        {open && shown.length === 0 ? <p>{words.query.none}</p> : null}
        {open ? shown.map((asked) => <Operation key={asked.document + JSON.stringify(asked.variables)} asked={asked} />) : null}
      </dialog>
    </>
  );
}

function Operation({ asked }: { readonly asked: Asked }): JSX.Element {
  const words = useWords();
  const [copied, setCopied] = useState(false);
  const document = tidy(asked.document);
  const variables = JSON.stringify(asked.variables, null, 2);
  const name = /\bquery\s+(\w+)/u.exec(document)?.[1] ?? "query";
  const there = `/graphiql?${new URLSearchParams({ query: document, variables }).toString()}`;
  const copy = (): void => {
    void navigator.clipboard.writeText(document).then(() => setCopied(true));
  };
  return (
    <section class="operation">
      <h3>{name}</h3>
      <p class="row">
        <button type="button" onClick={copy}>
          {copied ? words.query.copied : words.query.copy}
        </button>
        <a class="button" href={there} target="_blank" rel="noopener">
          {words.query.graphiql}
        </a>
      </p>
      <pre tabIndex={0} aria-label={name}>
        {document}
      </pre>
      <h4>{words.query.variables}</h4>
      <pre tabIndex={0} aria-label={words.query.variables}>
        {variables}
      </pre>
    </section>
  );
}

/** The operation first, then its fragments, without the blanks that the generator leaves. */
function tidy(document: string): string {
  const parts = document.trim().split(/\n\s*(?=(?:fragment|query)\s)/u).map((part) => dedented(part));
  return [...parts.filter((part) => part.startsWith("query")), ...parts.filter((part) => !part.startsWith("query"))].join("\n\n");
}

function dedented(text: string): string {
  const lines = text.trimEnd().split("\n");
  const last = lines.at(-1) ?? "";
  const depth = last.length - last.trimStart().length;
  return lines.map((line, nth) => (nth === 0 ? line.trim() : line.slice(Math.min(depth, line.length - line.trimStart().length)))).join("\n");
}
