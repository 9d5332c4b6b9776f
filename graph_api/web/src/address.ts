/** Where the reader is: the address bar is the only place that says which view is shown and what is chosen in it. */
import { useEffect, useState } from "preact/hooks";

export interface Address {
  /** The first part of the path: which view. */
  readonly view: string;
  /** The rest of the path: what it is about. */
  readonly of: string;
  readonly chosen: URLSearchParams;
}

type Chosen = Readonly<Record<string, string | readonly string[] | null | undefined>>;

const heard = new Set<() => void>();

export function here(): Address {
  const [view = "", ...rest] = location.pathname.split("/").slice(1);
  return { view, of: decoded(rest.join("/")), chosen: new URLSearchParams(location.search) };
}

/** An address; what is null, undefined or empty is left out of it. */
export function to(view: string, of = "", chosen: Chosen = {}): string {
  const told = new URLSearchParams();
  for (const [name, value] of Object.entries(chosen))
    for (const one of typeof value === "string" ? [value] : (value ?? [])) if (one) told.append(name, one);
  const path = `/${view}${of ? `/${encodeURIComponent(of)}` : ""}`;
  return told.size > 0 ? `${path}?${told.toString()}` : path;
}

/** Goes there; `instead`: the step before is not kept, so that typing leaves no trail. */
export function go(address: string, instead = false): void {
  if (address === location.pathname + location.search) return;
  if (instead) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
  tell();
}

/** The same view with other choices. */
export function choose(chosen: Chosen, instead = false): void {
  const now = here();
  const told: Record<string, string | readonly string[]> = {};
  for (const name of new Set(now.chosen.keys())) told[name] = now.chosen.getAll(name);
  go(to(now.view, now.of, { ...told, ...chosen }), instead);
}

export function useAddress(): Address {
  const [, again] = useState(0);
  useEffect(() => {
    const call = (): void => again((n) => n + 1);
    heard.add(call);
    return () => void heard.delete(call);
  }, []);
  return here();
}

/** Links of ours are followed in place; all others, and those opened elsewhere, are the browser's. */
export function followLinks(views: ReadonlySet<string>): void {
  addEventListener("popstate", tell);
  addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
    if (!views.has(link.pathname.split("/")[1] ?? "")) return;
    if (link.hash && link.pathname === location.pathname) return;
    event.preventDefault();
    const elsewhere = link.pathname !== location.pathname;
    go(link.pathname + link.search);
    if (elsewhere) scrollTo(0, 0);
  });
}

function tell(): void {
  for (const call of [...heard]) call();
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
