// The picture of a network, drawn by sigma. What it shows is lit from outside: a node, an edge.

import Graph from "graphology";
import Sigma from "sigma";
import type { Settings } from "sigma/settings";
import { type Colours, colours, faint } from "./colours.js";
import { type Label, Labels } from "./labels.js";
import { ASIDE, LINES, type Line } from "./lines.js";
import { type Network, type NetworkEdge, type NetworkNode, type Shape, keyOf } from "./network.js";
import { shapesOn } from "./shapes.js";

export interface Pointed {
  /** A node, an edge was clicked. */
  node(node: NetworkNode): void;
  edge(edge: NetworkEdge): void;
  /** The pointer is over a node, an edge, or neither. */
  over(what: NetworkNode | NetworkEdge | null): void;
}

export type Places = [Float64Array, Float64Array];

type Point = { x: number; y: number };

const weigh = (weight: number) => Math.min(2.2 + 1.2 * Math.sqrt(weight - 1), 9);

/** Many nodes would hide each other, so that each is the smaller, the more of them there are. */
const shareOf = (count: number) => Math.min(1, Math.max(0.45, Math.sqrt(350 / count)));

/** A network on a canvas. */
export class Picture {
  readonly #graph = new Graph({ multi: true, type: "directed" });
  readonly #sigma: Sigma;
  readonly #edges = new Map<string, NetworkEdge>();
  readonly #labels = new Labels();
  readonly #still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  readonly #directed: boolean;
  #colours: Colours;
  #node = "";
  #edge = "";
  #overNode = "";
  #overEdge = "";
  #near = new Set<string>();
  #ranked: NetworkNode[] = [];

  constructor(box: HTMLElement, network: Network, places: Places, on: Pointed) {
    this.#directed = network.data.directed;
    this.#colours = colours(network.data.edges.length);
    this.#fill(network, places);
    this.#sigma = new Sigma(this.#graph, box, this.#settings());
    this.#listen(box, network, on);
    this.#sigma.on("afterRender", () => this.#names());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
      this.#colours = colours(network.data.edges.length);
      this.#sigma.setSettings(this.#settings());
    });
  }

  #fill(network: Network, [x, y]: Places): void {
    const share = shareOf(network.data.nodes.length);
    network.data.nodes.forEach((node, place) => {
      const weight = network.steps(node.iri).reduce((sum, step) => sum + step.edge.weight, 0);
      const size = Math.min(4 + 1.5 * Math.sqrt(weight), 22) * share;
      this.#graph.addNode(node.iri, { type: node.shape, size, x: x[place], y: y[place] });
    });
    this.#ranked = network.ranked();
    for (const edge of network.data.edges) {
      // From a node to itself there is no line to draw; the list and the table have it.
      if (edge.source === edge.target) continue;
      const key = keyOf(edge);
      this.#edges.set(key, edge);
      const type: Line = network.data.directed ? edge.tone || "plain" : "undirected";
      this.#graph.addDirectedEdgeWithKey(key, edge.source, edge.target, {
        type,
        size: weigh(edge.weight) * share,
      });
    }
  }

  #listen(box: HTMLElement, network: Network, on: Pointed): void {
    this.#sigma.on("clickNode", ({ node }) => {
      const found = network.nodes.get(node);
      if (found) on.node(found);
    });
    this.#sigma.on("clickEdge", ({ edge }) => {
      const found = this.#edges.get(edge);
      if (found) on.edge(found);
    });
    const over = (node: string, edge: string) => {
      this.#overNode = node;
      this.#overEdge = edge;
      box.classList.toggle("pointing", node !== "" || edge !== "");
      on.over(network.nodes.get(node) ?? this.#edges.get(edge) ?? null);
      this.#refresh(true);
    };
    this.#sigma.on("enterNode", ({ node }) => over(node, ""));
    this.#sigma.on("leaveNode", () => over("", ""));
    this.#sigma.on("enterEdge", ({ edge }) => over("", edge));
    this.#sigma.on("leaveEdge", () => over("", ""));
  }

  #settings(): Partial<Settings> {
    return {
      allowInvalidContainer: true,
      nodeProgramClasses: shapesOn(this.#colours.ground),
      edgeProgramClasses: LINES,
      defaultNodeType: "thing",
      defaultEdgeType: "plain",
      enableEdgeEvents: true,
      enableCameraRotation: false,
      itemSizesReference: "screen",
      minEdgeThickness: 0.8,
      minCameraRatio: 0.02,
      maxCameraRatio: 3,
      stagePadding: 40,
      zIndex: true,
      zoomDuration: this.#still ? 1 : 250,
      inertiaDuration: this.#still ? 1 : 200,
      renderLabels: false,
      defaultDrawNodeHover: (context, data) => {
        context.beginPath();
        context.arc(data.x, data.y, data.size + 3, 0, Math.PI * 2);
        context.lineWidth = 2.5;
        context.strokeStyle = this.#colours.text;
        context.stroke();
      },
      nodeReducer: (key, data) => {
        const apart = this.#near.size > 0 && !this.#near.has(key);
        const colour = key === this.#node ? this.#colours.lit : this.#colours[data["type"] as Shape];
        return {
          ...data,
          color: apart ? faint(colour, this.#colours.ground) : colour,
          highlighted: key === this.#node,
          zIndex: apart ? 0 : 1,
        };
      },
      edgeReducer: (key, data) => {
        const colour = this.#colours[data["type"] as Line];
        const lit = key === this.#edge || key === this.#overEdge;
        const middle = this.#overNode || this.#node;
        const apart = middle !== "" && !this.#graph.hasExtremity(key, middle);
        return {
          ...data,
          color: lit ? this.#colours.lit : apart ? faint(colour, this.#colours.ground) : colour,
          size: Number(data["size"]) + (lit ? 2 : 0),
          zIndex: lit ? 2 : apart ? 0 : 1,
        };
      },
    };
  }

  /** Draws anew after something else was lit: a node that is pointed at, or else the chosen one. */
  #refresh(schedule = false): void {
    const middle = this.#overNode || this.#node;
    this.#near = new Set(middle ? [middle, ...this.#graph.neighbors(middle)] : []);
    this.#sigma.refresh({ schedule });
  }

  /** Writes as many names as there is room for, those of the nodes with most evidence first. */
  #names(): void {
    const context = this.#sigma.getCanvases()["labels"]?.getContext("2d");
    if (!context) return;
    const ends = this.#overEdge ? this.#graph.extremities(this.#overEdge) : [];
    const bold = new Set([this.#overNode, this.#node, ...ends].filter((key) => key !== ""));
    this.#labels.write(context, [...this.#named(bold)], bold, this.#colours);
  }

  *#named(bold: ReadonlySet<string>): Generator<Label> {
    const near = this.#near;
    const rank = (node: NetworkNode) => (bold.has(node.iri) ? 0 : near.has(node.iri) ? 1 : 2);
    const groups: NetworkNode[][] = [[], [], []];
    for (const node of this.#ranked) groups[rank(node)]?.push(node);
    const wanted = near.size > 0 ? groups.slice(0, 2) : groups;
    for (const { iri: key, name } of wanted.flat()) {
      const data = this.#sigma.getNodeDisplayData(key);
      if (!data) continue;
      yield { key, name, ...this.#sigma.framedGraphToViewport(data), radius: this.#sigma.scaleSize(data.size) };
    }
  }

  /** Moves the nodes to other places, in the order in which the network has them. */
  place([x, y]: Places): void {
    let at = 0;
    this.#graph.updateEachNodeAttributes((_, data) => {
      const moved = { ...data, x: x[at], y: y[at] };
      at += 1;
      return moved;
    });
  }

  /** Waits until what is there now can be seen. */
  async drawn(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#sigma.once("afterRender", () => resolve());
      this.#sigma.scheduleRender();
    });
  }

  /** Lights a node with its neighbours and one of its edges; nothing at all without a node. */
  light(node: NetworkNode | null, edge: NetworkEdge | null): void {
    this.#node = node?.iri ?? "";
    this.#edge = edge ? keyOf(edge) : "";
    this.#refresh();
  }

  /** Brings a node into the picture if it lies outside of it. */
  show(node: NetworkNode): void {
    const at = this.#sigma.getNodeDisplayData(node.iri);
    if (!at) return;
    const seen = this.#sigma.framedGraphToViewport(at);
    const { width, height } = this.#sigma.getDimensions();
    if (seen.x > 0 && seen.y > 0 && seen.x < width && seen.y < height) return;
    void this.#sigma.getCamera().animate({ x: at.x, y: at.y }, { duration: this.#still ? 1 : 250 });
  }

  /** Brings a node into the middle, so large that its neighbours can be told apart. */
  approach(node: NetworkNode): void {
    const at = this.#sigma.getNodeDisplayData(node.iri);
    if (!at) return;
    const camera = this.#sigma.getCamera();
    const near = Math.min(camera.ratio, Math.max(0.12, Math.sqrt(60 / this.#graph.order)));
    void camera.animate({ x: at.x, y: at.y, ratio: near }, { duration: this.#still ? 1 : 400 });
  }

  /** Makes the picture larger or smaller by a factor. */
  zoom(factor: number): void {
    const camera = this.#sigma.getCamera();
    const duration = this.#still ? 1 : 200;
    void camera.animate({ ratio: camera.getBoundedRatio(camera.ratio / factor) }, { duration });
  }

  /** Shows the whole network. */
  whole(): void {
    void this.#sigma.getCamera().animatedReset({ duration: this.#still ? 1 : 200 });
  }

  /** Tells where a node, or the middle of the line from one to another, is in the window. */
  where(from: string, to = from): Point {
    const box = this.#sigma.getContainer().getBoundingClientRect();
    const [one, other] = [from, to].map((key) =>
      this.#sigma.framedGraphToViewport(this.#sigma.getNodeDisplayData(key) ?? { x: 0, y: 0 }),
    ) as [Point, Point];
    const [x, y] = [other.x - one.x, other.y - one.y];
    const aside = from === to || !this.#directed ? 0 : ASIDE / Math.hypot(x, y);
    return {
      x: box.x + (one.x + other.x) / 2 + y * aside,
      y: box.y + (one.y + other.y) / 2 - x * aside,
    };
  }

  /** Takes the picture away. */
  remove(): void {
    this.#sigma.kill();
  }
}
