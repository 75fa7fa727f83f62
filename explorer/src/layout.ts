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
/** What a part is wider and higher than its nodes: names are written to the right of them. */
const ACROSS = 3.2 * APART;
const DOWN = 1.6 * APART;

/** The parts of the work after each of which the nodes are drawn. */
const SHARES = [0.1, 0.25, 0.65];

type Point = [number, number];

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
  // The first drawing should come soon, even if it is a rough one.
  for (const share of SHARES) {
    for (const box of boxes) move(box, Math.ceil(rounds * share));
    answer(keys.length, boxes, share === SHARES.at(-1));
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
  const degrees = new Map<number, number>();
  for (const node of edges.flatMap(([one, other]) => [one, other])) {
    degrees.set(node, (degrees.get(node) ?? 0) + 1);
  }
  for (const [source, target, weight] of edges) {
    if (!graph.hasNode(source)) continue;
    // The pull is weaker for an edge that begins at a node with many: that end comes first.
    const first = (degrees.get(source) ?? 0) >= (degrees.get(target) ?? 0);
    const [one, other] = first ? [source, target] : [target, source];
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
      gravity: 0.3,
      scalingRatio: 12,
      // Where nearly everything hangs together, groups are drawn apart from each other.
      linLogMode: box.nodes.length > 120,
      // Otherwise what hangs on one node alone lies all over it.
      outboundAttractionDistribution: true,
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
  const wide = Math.max(Math.sqrt(area * 1.35), ...boxes.map((box) => box.width));
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

/** Returns the places of a part from its own corner, so that nodes are about as far apart in all. */
function spread(box: Box): [number, [number, number]][] {
  const at = box.nodes.map((node): Point => [
    Number(box.graph.getNodeAttribute(node, "x")),
    Number(box.graph.getNodeAttribute(node, "y")),
  ]);
  const scale = at.length > 1 ? (1.7 * APART) / nearest(at) : 1;
  for (const point of at) {
    point[0] *= scale;
    point[1] *= scale;
  }
  pushApart(at);
  const [left, top] = [Math.min(...at.map(([x]) => x)), Math.min(...at.map(([, y]) => y))];
  box.width = Math.max(...at.map(([x]) => x)) - left + ACROSS;
  box.height = Math.max(...at.map(([, y]) => y)) - top + DOWN;
  return box.nodes.map((node, place) => {
    const [x, y] = at[place] as Point;
    return [node, [x - left + ACROSS / 4, y - top + DOWN / 2]];
  });
}

/** Points by the squares, as wide as nodes should be apart, in which they lie. */
class Squares {
  readonly #held = new Map<string, number[]>();

  constructor(readonly points: readonly Point[], readonly side: number) {
    points.forEach(([x, y], place) => {
      const key = this.#key(Math.floor(x / side), Math.floor(y / side));
      const held = this.#held.get(key);
      if (held) held.push(place);
      else this.#held.set(key, [place]);
    });
  }

  #key(x: number, y: number): string {
    return `${x} ${y}`;
  }

  /** Yields the points that may be closer than a side, those after `place` alone. */
  *after(place: number): Generator<number> {
    const [x, y] = this.points[place] as Point;
    const [column, row] = [Math.floor(x / this.side), Math.floor(y / this.side)];
    for (let across = column - 1; across <= column + 1; across += 1) {
      for (let down = row - 1; down <= row + 1; down += 1) {
        for (const other of this.#held.get(this.#key(across, down)) ?? []) if (other > place) yield other;
      }
    }
  }
}

/** Moves nodes that are too close to each other away from each other. */
function pushApart(points: Point[]): void {
  for (let round = 0; round < 40; round += 1) {
    let moved = false;
    const near = new Squares(points.map(([x, y]): Point => [x, y]), APART);
    for (let one = 0; one < points.length; one += 1) {
      const a = points[one] as Point;
      for (const other of near.after(one)) {
        const b = points[other] as Point;
        const [x, y] = [b[0] - a[0], b[1] - a[1]];
        const distance = Math.hypot(x, y);
        if (distance >= APART) continue;
        const push = (APART - distance) / 2;
        const [toX, toY] = distance > 1e-6 ? [x / distance, y / distance] : [0, 1];
        a[0] -= toX * push;
        a[1] -= toY * push;
        b[0] += toX * push;
        b[1] += toY * push;
        moved = true;
      }
    }
    if (!moved) return;
  }
}

/** Returns how far apart two neighbours are, in the middle of a few hundred nodes at most. */
function nearest(points: readonly Point[]): number {
  const every = Math.ceil(points.length / 300);
  const found = points
    .filter((_, place) => place % every === 0)
    .map((at) =>
      points.reduce((least, other) => {
        const distance = other === at ? Infinity : Math.hypot(other[0] - at[0], other[1] - at[1]);
        return Math.min(least, distance);
      }, Infinity),
    );
  found.sort((a, b) => a - b);
  return Math.max(found[Math.floor(found.length / 2)] ?? 1, 1e-6);
}
