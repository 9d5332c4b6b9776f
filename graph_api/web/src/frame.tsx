/** What stands around every view: its name, the way to the others, how the server fares, the query behind it. */
import { type ComponentType, type JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { to, useAddress } from "./address";
import { onState, takeNewer, type Health } from "./api";
import { Drawer } from "./parts/drawer";
import { dress, theme } from "./theme";
import brand from "./mark.svg";
import { EntryView } from "./views/entry";
import { FeatureView } from "./views/feature";
import { GraphView } from "./views/graph";
import { MatrixView } from "./views/matrix";
import { MenuView } from "./views/menu";
import { Missing } from "./views/missing";
import { OrderView } from "./views/order";
import { QualityView } from "./views/quality";
import { SearchView } from "./views/search";
import { ThingView } from "./views/thing";
import { speak, useLanguage, useWords } from "./words";

type View = ComponentType;

/** Which view an address leads to; `in` is where the reader is told to be. */
const ADDRESSES: Readonly<Record<string, { readonly show: View; readonly in: string }>> = {
  "": { show: SearchView, in: "search" },
  search: { show: SearchView, in: "search" },
  menu: { show: MenuView, in: "menu" },
  functions: { show: FeatureView, in: "menu" },
  order: { show: OrderView, in: "order" },
  matrix: { show: MatrixView, in: "matrix" },
  graph: { show: GraphView, in: "graph" },
  quality: { show: QualityView, in: "quality" },
  entries: { show: EntryView, in: "search" },
  things: { show: ThingView, in: "search" },
};

const NAVIGATION = ["search", "menu", "order", "matrix", "graph", "quality"] as const;

export const VIEWS: ReadonlySet<string> = new Set(Object.keys(ADDRESSES));

export function Frame(): JSX.Element {
  const words = useWords();
  const address = useAddress();
  const at = ADDRESSES[address.view];
  const Show = at?.show ?? Missing;
  return (
    <>
      <a class="skip" href="#content">
        {words.skip}
      </a>
      <header class="frame">
        <a class="brand" href="/">
          <img src={brand} width="24" height="24" alt="" /> <span>{words.name}</span>
        </a>
        <nav aria-label={words.views}>
          <ul>
            {NAVIGATION.map((view) => (
              <li key={view}>
                <a href={to(view)} aria-current={at?.in === view ? "page" : undefined}>
                  {words.view[view]}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <Tools />
      </header>
      <Notices />
      <main id="content" tabIndex={-1}>
        <Show key={address.view || "search"} />
      </main>
    </>
  );
}

function Tools(): JSX.Element {
  const words = useWords();
  const language = useLanguage();
  const [dressed, setDressed] = useState(theme());
  const other = dressed === "dark" ? "light" : "dark";
  const turn = (): void => {
    dress(other);
    setDressed(other);
  };
  return (
    <div class="tools">
      <Drawer />
      <button type="button" class="quiet" onClick={() => speak(language === "zh" ? "en" : "zh")} lang={language === "zh" ? "en" : "zh-Hans"}>
        {words.language}
      </button>
      <button type="button" class="quiet icon" onClick={turn} aria-label={words.theme[other]} title={words.theme[other]}>
        <span aria-hidden="true">{other === "dark" ? "☾" : "☀"}</span>
      </button>
    </div>
  );
}

/** How the server fares, said once and out loud. */
function Notices(): JSX.Element {
  const words = useWords();
  const [health, setHealth] = useState<Health>("well");
  const [newer, setNewer] = useState(false);
  useEffect(
    () =>
      onState((state) => {
        setHealth(state.health);
        setNewer(state.newer !== null);
      }),
    [],
  );
  return (
    <div class="notices" role="status">
      {health === "well" ? null : <p class={`notice ${health}`}>{words.health[health]}</p>}
      {newer ? (
        <p class="notice newer">
          {words.health.newer}{" "}
          <button type="button" onClick={takeNewer}>
            {words.health.take}
          </button>
        </p>
      ) : null}
    </div>
  );
}

