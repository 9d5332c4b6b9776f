/** The graph drawn by sigma; fetched only where something is drawn. It has no meaning that the list beside it does not have. */
import Graph from "graphology";
import Sigma from "sigma";
import type { NodeHoverDrawingFunction } from "sigma/rendering";

export interface Dot {
  readonly id: string;
  readonly label: string;
  readonly kind: string;
  readonly x: number;
  readonly y: number;
  /** How large, from how much is linked to it. */
  readonly links: number;
}

export interface Drawn {
  readonly dots: readonly Dot[];
  readonly lines: readonly (readonly [string, string])[];
}

export interface Picture {
  show: (drawn: Drawn, centre: string | undefined) => void;
  /** Adds to what is shown, without a new look. */
  add: (drawn: Drawn) => void;
  dress: () => void;
  end: () => void;
}

/** So many nodes have room at their full size; beyond so many lines are left out while the picture is moved. */
const ROOMY = 1500;
const CROWDED = 20_000;
const KINDS = ["ENTRY", "FEATURE", "MENU_NODE", "CONCEPT", "CONSTRAINT", "TERM", "PROCEDURE"] as const;

export function picture(box: HTMLElement, onChoose: (id: string) => void): Picture {
  const graph = new Graph({ multi: false, type: "undirected" });
  const sigma = new Sigma(graph, box, {
    labelDensity: 0.7,
    labelGridCellSize: 90,
    labelRenderedSizeThreshold: 5,
    labelFont: 'system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif',
    labelSize: 13,
    zIndex: true,
    hideEdgesOnMove: false,
    allowInvalidContainer: true,
    defaultDrawNodeHover: hover,
  });
  sigma.on("clickNode", ({ node }) => onChoose(node));
  sigma.on("enterNode", () => box.classList.add("over"));
  sigma.on("leaveNode", () => box.classList.remove("over"));
  let centre: string | undefined;
  // The more there are, the smaller each is drawn: else a hundred thousand are one blot.
  const thin = (): void => {
    const scale = Math.min(1, (ROOMY / Math.max(1, graph.order)) ** 0.3);
    sigma.setSetting("nodeReducer", scale < 1 ? (_, told) => ({ ...told, size: Math.max(0.6, (told["size"] as number) * scale) }) : null);
    sigma.setSetting("hideEdgesOnMove", graph.order > CROWDED);
  };
  const dress = (): void => {
    const colour = colours();
    sigma.setSetting("labelColor", { color: colour("--ink") });
    sigma.setSetting("defaultEdgeColor", colour("--edge"));
    graph.updateEachNodeAttributes((id, told) => ({ ...told, ...look(id, told as Dot, centre, colour) }));
  };
  const add = ({ dots, lines }: Drawn): void => {
    const colour = colours();
    for (const dot of dots) if (!graph.hasNode(dot.id)) graph.addNode(dot.id, { ...dot, ...look(dot.id, dot, centre, colour) });
    for (const [source, target] of lines)
      if (graph.hasNode(source) && graph.hasNode(target) && !graph.hasEdge(source, target)) graph.addEdge(source, target, { size: dots.length > 2000 ? 0.3 : 0.8 });
    thin();
  };
  return {
    add,
    dress,
    show: (drawn, middle) => {
      centre = middle;
      graph.clear();
      add(drawn);
      dress();
      sigma.getCamera().setState({ x: 0.5, y: 0.5, ratio: 1.08, angle: 0 });
    },
    end: () => sigma.kill(),
  };
}

type Colour = (name: string) => string;

function colours(): Colour {
  const style = getComputedStyle(document.documentElement);
  const known = new Map<string, string>();
  return (name) => {
    const told = known.get(name) ?? style.getPropertyValue(name).trim();
    known.set(name, told);
    return told;
  };
}

function look(id: string, dot: Dot, centre: string | undefined, colour: Colour): Record<string, unknown> {
  const middle = id === centre;
  return {
    color: colour(KINDS.some((kind) => kind === dot.kind) ? `--kind-${dot.kind.toLowerCase().replace("_", "-")}` : "--soft"),
    size: middle ? 11 : Math.min(9, 2.5 + Math.sqrt(dot.links) * 0.8),
    forceLabel: middle,
    zIndex: middle ? 1 : 0,
  };
}

/** The name of the node under the pointer, on a ground of the page's own colour. */
const hover: NodeHoverDrawingFunction = (pen, told, settings) => {
  const colour = colours();
  const text = String(told.label ?? "");
  pen.font = `600 ${settings.labelSize}px ${settings.labelFont}`;
  const width = pen.measureText(text).width;
  pen.fillStyle = colour("--paper");
  pen.strokeStyle = colour("--accent");
  pen.beginPath();
  pen.roundRect(told.x + told.size + 1, told.y - 13, width + 16, 26, 6);
  pen.fill();
  pen.stroke();
  pen.beginPath();
  pen.arc(told.x, told.y, told.size + 3, 0, Math.PI * 2);
  pen.stroke();
  pen.fillStyle = colour("--ink");
  pen.fillText(text, told.x + told.size + 9, told.y + settings.labelSize / 3);
};
