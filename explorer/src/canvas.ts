// The picture of a network, drawn by sigma. What it shows is lit from outside: a node, an edge.

import Graph from "graphology";
import Sigma from "sigma";
import type { Settings } from "sigma/settings";
import { ASIDE, LINES } from "./lines.js";
import { type Network, type NetworkEdge, type NetworkNode, type Tone, keyOf } from "./network.js";

export interface Pointed {
  node(node: NetworkNode): void;
  edge(edge: NetworkEdge): void;
}

type Colours = Record<Tone | "node" | "lit" | "text" | "ground", string>;

const SANS = 'system-ui, "Noto Sans", "DejaVu Sans", sans-serif';
const SIZE = 13;
const FAINT = 0.14;

function colours(): Colours {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    positive: of("positive"),
    negative: of("negative"),
    neutral: of("neutral"),
    mixedPolarity: of("mixed"),
    node: of("accent"),
    lit: of("whom"),
    text: of("ink"),
    ground: of("card"),
  };
}

/** Returns a colour as it looks through, on the ground; both in six hexadecimal digits. */
function faint(colour: string, ground: string): string {
  const part = (text: string, at: number) => parseInt(text.slice(at, at + 2), 16);
  const mixed = [1, 3, 5].map((at) =>
    Math.round(part(colour, at) * FAINT + part(ground, at) * (1 - FAINT)),
  );
  return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

type Point = { x: number; y: number };
type Box = readonly [left: number, top: number, width: number, height: number];

function overlap(one: Box, other: Box): boolean {
  return (
    one[0] < other[0] + other[2] &&
    other[0] < one[0] + one[2] &&
    one[1] < other[1] + other[3] &&
    other[1] < one[1] + one[3]
  );
}

function shortened(name: string): string {
  return name.length > 32 ? `${name.slice(0, 31).trimEnd()}…` : name;
}

const weigh = (weight: number) => 2.4 + 1.2 * Math.sqrt(weight - 1);

/** A network on a canvas. */
export class Picture {
  readonly #graph = new Graph({ multi: true, type: "directed" });
  readonly #sigma: Sigma;
  readonly #edges = new Map<string, NetworkEdge>();
  readonly #still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  #colours = colours();
  #near = new Set<string>();
  #node = "";
  #edge = "";
  #pointed = "";
  #ranked: string[] = [];

  constructor(box: HTMLElement, network: Network, places: [Float64Array, Float64Array], on: Pointed) {
    this.#fill(network, places);
    this.#sigma = new Sigma(this.#graph, box, this.#settings());
    this.#sigma.on("clickNode", ({ node }) => {
      const found = network.nodes.get(node);
      if (found) on.node(found);
    });
    this.#sigma.on("clickEdge", ({ edge }) => {
      const found = this.#edges.get(edge);
      if (found) on.edge(found);
    });
    const point = (to: string) => () => box.classList.toggle("pointing", to === "on");
    for (const name of ["enterNode", "enterEdge"] as const) this.#sigma.on(name, point("on"));
    for (const name of ["leaveNode", "leaveEdge"] as const) this.#sigma.on(name, point("off"));
    for (const [name, change] of [["enterNode", true], ["leaveNode", false]] as const) {
      this.#sigma.on(name, ({ node }) => {
        this.#pointed = change ? node : "";
        this.#names();
      });
    }
    this.#sigma.on("afterRender", () => this.#names());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
      this.#colours = colours();
      this.#sigma.setSettings(this.#settings());
    });
  }

  #fill(network: Network, [x, y]: [Float64Array, Float64Array]): void {
    network.data.nodes.forEach((node, place) => {
      const weight = network.steps(node.iri).reduce((sum, step) => sum + step.edge.weight, 0);
      const size = Math.min(4 + 1.5 * Math.sqrt(weight), 22);
      this.#graph.addNode(node.iri, { label: node.name, size, x: x[place], y: y[place] });
    });
    this.#ranked = network.ranked().map((node) => node.iri);
    for (const edge of network.data.edges) {
      const key = keyOf(edge);
      this.#edges.set(key, edge);
      const drawn = { type: edge.tone, tone: edge.tone, size: weigh(edge.weight) };
      this.#graph.addDirectedEdgeWithKey(key, edge.source, edge.target, drawn);
    }
  }

  #settings(): Partial<Settings> {
    return {
      allowInvalidContainer: true,
      edgeProgramClasses: LINES,
      defaultEdgeType: "neutral",
      enableEdgeEvents: true,
      enableCameraRotation: false,
      itemSizesReference: "screen",
      minEdgeThickness: 1,
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
        const colour = key === this.#node ? this.#colours.lit : this.#colours.node;
        return {
          ...data,
          color: apart ? faint(colour, this.#colours.ground) : colour,
          highlighted: key === this.#node,
          zIndex: apart ? 0 : 1,
        };
      },
      edgeReducer: (key, data) => {
        const colour = this.#colours[data["tone"] as Tone];
        const apart = this.#node !== "" && !this.#graph.hasExtremity(key, this.#node);
        const lit = key === this.#edge;
        return {
          ...data,
          color: lit ? this.#colours.lit : apart ? faint(colour, this.#colours.ground) : colour,
          size: Number(data["size"]) + (lit ? 2 : 0),
          zIndex: lit ? 2 : apart ? 0 : 1,
        };
      },
    };
  }

  /** Writes as many names as there is room for, those of the nodes with most evidence first. */
  #names(): void {
    const context = this.#sigma.getCanvases()["labels"]?.getContext("2d");
    if (!context) return;
    const { width, height } = this.#sigma.getDimensions();
    context.clearRect(0, 0, width, height);
    context.font = `${SIZE}px ${SANS}`;
    context.lineJoin = "round";
    context.lineWidth = 3.5;
    context.strokeStyle = this.#colours.ground;
    context.fillStyle = this.#colours.text;
    const taken: Box[] = [];
    const first = [this.#pointed, this.#node].filter((key) => this.#graph.hasNode(key));
    const others = this.#near.size > 0 ? this.#ranked.filter((key) => this.#near.has(key)) : this.#ranked;
    for (const key of [...new Set([...first, ...others])]) {
      const data = this.#sigma.getNodeDisplayData(key);
      if (!data) continue;
      const at = this.#sigma.framedGraphToViewport(data);
      if (at.x < 0 || at.y < 0 || at.x > width || at.y > height) continue;
      const name = shortened(String(this.#graph.getNodeAttribute(key, "label")));
      const wide = context.measureText(name).width;
      const aside = this.#sigma.scaleSize(data.size) + 3;
      const fits = at.x + aside + wide < width;
      const left = fits ? at.x + aside : at.x - aside - wide;
      const box: Box = [left, at.y - SIZE * 0.7, wide, SIZE * 1.4];
      if (taken.some((other) => overlap(box, other))) continue;
      taken.push(box);
      context.strokeText(name, left, at.y + SIZE / 3);
      context.fillText(name, left, at.y + SIZE / 3);
    }
  }

  /** Moves the nodes to other places, in the order in which the network has them. */
  place([x, y]: [Float64Array, Float64Array]): void {
    let at = 0;
    this.#graph.updateEachNodeAttributes((_, data) => {
      const moved = { ...data, x: x[at], y: y[at] };
      at += 1;
      return moved;
    });
  }

  /** Lights a node with its neighbours and one of its edges; nothing at all without a node. */
  light(node: NetworkNode | null, edge: NetworkEdge | null): void {
    this.#node = node?.iri ?? "";
    this.#edge = edge ? keyOf(edge) : "";
    this.#near = new Set(node ? [node.iri, ...this.#graph.neighbors(node.iri)] : []);
    this.#sigma.refresh({ skipIndexation: true });
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
  where(from: string, to = from): { x: number; y: number } {
    const box = this.#sigma.getContainer().getBoundingClientRect();
    const [one, other] = [from, to].map((key) =>
      this.#sigma.framedGraphToViewport(this.#sigma.getNodeDisplayData(key) ?? { x: 0, y: 0 }),
    ) as [Point, Point];
    const [x, y] = [other.x - one.x, other.y - one.y];
    const aside = from === to ? 0 : ASIDE / Math.hypot(x, y);
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
