/** What the sources hold, shown as the text it is: direction marks cannot reorder the page, they are made visible instead. */
import { Fragment, type JSX } from "preact";

const UNSEEN = /([\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff])/u;

/** A text of the sources, apart from the direction and the language of what stands around it. */
export function Text({ of }: { readonly of: string }): JSX.Element {
  return (
    <bdi lang="zh-Hans" class="text">
      <Plain of={of} />
    </bdi>
  );
}

/** The same without an element around it. */
export function Plain({ of }: { readonly of: string }): JSX.Element {
  if (!UNSEEN.test(of)) return <>{of}</>;
  return (
    <>
      {of.split(UNSEEN).map((part, nth) =>
        nth % 2 === 0 ? (
          <Fragment key={nth}>{part}</Fragment>
        ) : (
          <span key={nth} class="unseen">
            {`U+${(part.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`}
          </span>
        ),
      )}
    </>
  );
}

const ENTITIES: Readonly<Record<string, string>> = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'", "&amp;": "&" };

/** The API's highlight: what stands between <mark> and </mark> is marked, all else is escaped text. */
export function Highlight({ of }: { readonly of: string }): JSX.Element {
  return (
    <bdi lang="zh-Hans" class="text">
      {of.split(/<mark>(.*?)<\/mark>/su).map((part, nth) => {
        const text = part.replace(/&(?:lt|gt|quot|amp|#x27);/gu, (entity) => ENTITIES[entity] ?? entity);
        return nth % 2 === 0 ? <Plain key={nth} of={text} /> : <mark key={nth}><Plain of={text} /></mark>;
      })}
    </bdi>
  );
}

/** An address of the sources becomes a link only where it leads into the web. */
export function outside(address: string): string | undefined {
  try {
    const url = new URL(address);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : undefined;
  } catch {
    return undefined;
  }
}
