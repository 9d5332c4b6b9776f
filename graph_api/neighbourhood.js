// The view of the neighbourhood widget: the nodes and edges of `network` drawn by sigma, and a list of the same nodes beside it, so
// that nothing is told by the drawing alone. A chosen node's id goes into `selected`. Asks nothing of any host.

import { MultiDirectedGraph } from "graphology";
import Sigma from "sigma";

const COLOURS = {
  Entry: "#7f6000", Feature: "#0b5394", MenuNode: "#38761d", Concept: "#a64d79", Constraint: "#b45f06", Procedure: "#134f5c", Term: "#741b47",
};
const FONT = "'Noto Sans CJK SC','Noto Sans SC','PingFang SC','Microsoft YaHei',sans-serif";

function graphOf(network) {
  const graph = new MultiDirectedGraph();
  for (const node of network.nodes) {
    const color = COLOURS[node.kind] ?? "#555";
    graph.addNode(node.id, { x: node.x, y: node.y, label: node.label, size: node.hops === 0 ? 12 : 7, color });
  }
  for (const edge of network.edges) {
    graph.addDirectedEdge(edge.source, edge.target, { label: edge.relation, type: "arrow", size: 2, color: "#bbb" });
  }
  return graph;
}

function listOf(network, choose) {
  const list = document.createElement("ul");
  list.style.cssText = "max-height:420px;overflow:auto;flex:1;margin:0;padding:0 0 0 1em;list-style:none";
  for (const node of network.nodes) {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.node = node.id;
    button.style.cssText = `border:0;background:none;cursor:pointer;text-align:left;color:${COLOURS[node.kind] ?? "#555"}`;
    button.textContent = `${node.label}（${node.kind}）`;
    button.addEventListener("click", () => choose(node.id));
    item.append(button);
    list.append(item);
  }
  return list;
}

function render({ model, el }) {
  let renderer = null;
  const choose = (id) => {
    model.set("selected", id);
    model.save_changes();
  };
  const mark = () => {
    for (const button of el.querySelectorAll("button[data-node]")) {
      const chosen = button.dataset.node === model.get("selected");
      button.setAttribute("aria-pressed", String(chosen));
      button.style.fontWeight = chosen ? "bold" : "normal";
    }
  };
  const draw = () => {
    renderer?.kill();
    const network = model.get("network");
    const row = document.createElement("div");
    row.style.cssText = "display:flex;gap:1em;font-family:" + FONT;
    const canvas = document.createElement("div");
    canvas.style.cssText = "height:420px;flex:2;min-width:320px;background:#fff";
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", `${network.nodes.length} 个节点，${network.edges.length} 条关系；右侧列表相同`);
    row.append(canvas, listOf(network, choose));
    el.replaceChildren(row);
    renderer = new Sigma(graphOf(network), canvas, {
      allowInvalidContainer: true, labelFont: FONT, edgeLabelFont: FONT, renderEdgeLabels: true, labelRenderedSizeThreshold: 4,
    });
    renderer.on("clickNode", ({ node }) => choose(node));
    mark();
  };
  model.on("change:network", draw);
  model.on("change:selected", mark);
  draw();
  return () => renderer?.kill();
}

export default { render };
