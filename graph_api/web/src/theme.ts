/** Light or dark: as the system says, until the reader says otherwise. */
import { remember, remembered } from "./words";

export type Theme = "light" | "dark";

const KEY = "helpgraph.theme";

export function theme(): Theme {
  const kept = remembered(KEY);
  if (kept === "light" || kept === "dark") return kept;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

export function dress(next?: Theme): void {
  if (next) remember(KEY, next);
  document.documentElement.dataset["theme"] = next ?? theme();
}

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => dress());
