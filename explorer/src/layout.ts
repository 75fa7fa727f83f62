// A worker that finds places for the nodes of a network. Nothing in it is left to chance: the same
// network has the same picture each time.

import Graph from "graphology";
import forceAtlas2 from "graphology-layout-forceatlas2";

export interface LayoutTask {
  keys: string[];
  edges: [number, number, number][];
}

export interface LayoutAnswer {
  x: Float64Array;
  y: Float64Array;
  done: boolean;
}

const GOLDEN = Math.PI * (3 - Math.sqrt(5));
const APART = 10;
const MARGIN = 2.2 * APART;

interface Box {
  nodes: number[];
  graph: Graph;
  width: number;
  height: number;
}

addEventListener("message", (event: MessageEvent<LayoutTask>) => {
  const { keys, edges } = event.data;
  const boxes = parts(keys.length, edges).map((nodes) => begun(nodes, edges));
  const most = Math.max(1, ...boxes.map((box) => box.nodes.length));
  const rounds = most > 600 ? 200 : 400;
  const steps = 4;
  for (let step = 1; step <= steps; step += 1) {
    for (const box of boxes) move(box, Math.ceil(rounds / steps));
    answer(keys.length, boxes, step === steps);
  }
});

/** Returns the nodes in parts that hang together, the largest first. */
function parts(count: number, edges: readonly [number, number, number][]): number[][] {
  const leads = Array.from({ length: count }, (_, place) => place);
  const lead = (node: number): number => {
    let at = node;
    while (leads[at] !== at) at = leads[at] = leads[leads[at] as number] as number;
    return at;
  };
  for (const [one, other] of edges) {
    const [a, b] = [lead(one), lead(other)];
    leads[Math.max(a, b)] = Math.min(a, b);
  }
  const found = new Map<number, number[]>();
  for (let node = 0; node < count; node += 1) {
    const first = lead(node);
    found.set(first, [...(found.get(first) ?? []), node]);
  }
  return [...found.values()].sort((a, b) => b.length - a.length || (a[0] ?? 0) - (b[0] ?? 0));
}

/** Sets the nodes of a part on a spiral, in the order in which they are given. */
function begun(nodes: number[], edges: readonly [number, number, number][]): Box {
  const graph = new Graph({ multi: false, type: "undirected" });
  nodes.forEach((node, place) => {
    const reach = APART * Math.sqrt(place);
    graph.addNode(node, { x: reach * Math.cos(place * GOLDEN), y: reach * Math.sin(place * GOLDEN) });
  });
  for (const [one, other, weight] of edges) {
    if (!graph.hasNode(one)) continue;
    if (graph.hasEdge(one, other)) {
      graph.updateEdgeAttribute(one, other, "weight", (sum: number | undefined) => (sum ?? 0) + weight);
    } else graph.addEdge(one, other, { weight });
  }
  return { nodes, graph, width: 0, height: 0 };
}

function move(box: Box, rounds: number): void {
  if (box.nodes.length < 2) return;
  forceAtlas2.assign(box.graph, {
    iterations: rounds,
    getEdgeWeight: (_, attributes) => Math.sqrt(Number(attributes["weight"])),
    settings: {
      gravity: 0.6,
      scalingRatio: 12,
      slowDown: 1 + Math.log(box.nodes.length),
      barnesHutOptimize: box.nodes.length > 400,
    },
  });
}

/** Sets the parts in rows, each as wide as it needs, and tells where every node is. */
function answer(count: number, boxes: Box[], done: boolean): void {
  const x = new Float64Array(count);
  const y = new Float64Array(count);
  const settled = boxes.map((box) => spread(box));
  const area = boxes.reduce((sum, box) => sum + box.width * box.height, 0);
  const wide = Math.max(Math.sqrt(area * 1.7), ...boxes.map((box) => box.width));
  let left = 0;
  let top = 0;
  let tall = 0;
  boxes.forEach((box, place) => {
    if (left > 0 && left + box.width > wide) {
      left = 0;
      top += tall;
      tall = 0;
    }
    for (const [node, at] of settled[place] ?? []) {
      x[node] = left + at[0];
      y[node] = -(top + at[1]);
    }
    left += box.width;
    tall = Math.max(tall, box.height);
  });
  const found: LayoutAnswer = { x, y, done };
  postMessage(found);
}

/** Returns the places of a part from its own corner, at a scale that is the same for all parts. */
function spread(box: Box): [number, [number, number]][] {
  const at = box.nodes.map((node): [number, number] => [
    Number(box.graph.getNodeAttribute(node, "x")),
    Number(box.graph.getNodeAttribute(node, "y")),
  ]);
  const least = [0, 1].map((axis) => Math.min(...at.map((one) => one[axis] as number)));
  const most = [0, 1].map((axis) => Math.max(...at.map((one) => one[axis] as number)));
  const [across, down] = [(most[0] ?? 0) - (least[0] ?? 0), (most[1] ?? 0) - (least[1] ?? 0)];
  const reach = Math.max(across, down, 1e-9);
  const size = box.nodes.length > 1 ? 1.6 * APART * Math.sqrt(box.nodes.length) : 0;
  const scale = size / reach;
  box.width = across * scale + 2 * MARGIN;
  box.height = down * scale + 2 * MARGIN;
  return box.nodes.map((node, place) => {
    const [x, y] = at[place] as [number, number];
    return [
      node,
      [(x - (least[0] ?? 0)) * scale + MARGIN, (y - (least[1] ?? 0)) * scale + MARGIN],
    ];
  });
}
