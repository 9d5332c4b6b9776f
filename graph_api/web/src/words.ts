/** What the page itself says, in Chinese and in English; what the sources say is never translated. */
import { useEffect, useState } from "preact/hooks";
import { english } from "./words-en";
import { chinese, type Words } from "./words-zh";

export type Language = "zh" | "en";

const KEY = "helpgraph.language";
const heard = new Set<() => void>();
let language: Language = first();

function first(): Language {
  const kept = remembered(KEY);
  if (kept === "zh" || kept === "en") return kept;
  return navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
}

/** What the browser remembers of the reader's choices; nothing where it may not. */
export function remembered(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // A browser that keeps nothing shows the page all the same.
  }
}

export function speak(next: Language): void {
  language = next;
  remember(KEY, next);
  mark();
  for (const call of [...heard]) call();
}

export function mark(): void {
  document.documentElement.lang = language === "zh" ? "zh-Hans" : "en";
}

export function useLanguage(): Language {
  const [, again] = useState(0);
  useEffect(() => {
    const call = (): void => again((n) => n + 1);
    heard.add(call);
    return () => void heard.delete(call);
  }, []);
  return language;
}

export function useWords(): Words {
  return useLanguage() === "zh" ? chinese : english;
}
