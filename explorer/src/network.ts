// What the server tells of a network, and how a person's way through it is put into words.

/** The attitude of the evidence of an edge; empty where it has none. */
export type Tone = "positive" | "negative" | "neutral" | "mixedPolarity" | "";
export type Shape = "person" | "group" | "thing";

export interface NetworkNode {
  iri: string;
  name: string;
  type: string;
  shape: Shape;
  href: string;
}

export interface NetworkEdge {
  source: string;
  target: string;
  weight: number;
  tone: Tone;
  words: string;
}

export interface NetworkData {
  kind: string;
  directed: boolean;
  nodes: NetworkNode[];
  edges: NetworkEdge[];
  nodes_in_all: number;
  edges_in_all: number;
}

/** An edge as it looks from one of its ends. */
export interface Step {
  edge: NetworkEdge;
  other: NetworkNode;
  outward: boolean;
}

export const TONES: Record<Tone, string> = {
  positive: "positive",
  negative: "negative",
  neutral: "neutral",
  mixedPolarity: "mixed",
  "": "",
};

/** A network that can be walked: its nodes by name, and for each the edges at it. */
export class Network {
  readonly nodes = new Map<string, NetworkNode>();
  readonly #steps = new Map<string, Step[]>();

  constructor(readonly data: NetworkData) {
    for (const node of data.nodes) {
      this.nodes.set(node.iri, node);
      this.#steps.set(node.iri, []);
    }
    for (const edge of data.edges) {
      const source = this.nodes.get(edge.source);
      const target = this.nodes.get(edge.target);
      if (!source || !target) continue;
      this.#steps.get(edge.source)?.push({ edge, other: target, outward: true });
      if (source === target) continue;
      this.#steps.get(edge.target)?.push({ edge, other: source, outward: false });
    }
    for (const steps of this.#steps.values()) {
      steps.sort((a, b) => b.edge.weight - a.edge.weight || Number(b.outward) - Number(a.outward));
    }
  }

  /** Returns the edges at a node, those with the most evidence first. */
  steps(iri: string): readonly Step[] {
    return this.#steps.get(iri) ?? [];
  }

  /** Returns the nodes, those with the most evidence first. */
  ranked(): NetworkNode[] {
    const weight = (node: NetworkNode) =>
      this.steps(node.iri).reduce((sum, step) => sum + step.edge.weight, 0);
    const weights = new Map(this.data.nodes.map((node) => [node, weight(node)]));
    return [...this.data.nodes].sort(
      (a, b) => (weights.get(b) ?? 0) - (weights.get(a) ?? 0) || (a.name < b.name ? -1 : 1),
    );
  }
}

export function keyOf(edge: NetworkEdge): string {
  return `${edge.source} ${edge.target}`;
}

/** Returns an edge in words, for the list and for those who hear it. */
export function told(network: Network, edge: NetworkEdge): string {
  const name = (iri: string) => network.nodes.get(iri)?.name ?? iri;
  const ends = `${name(edge.source)} ${network.data.directed ? "→" : "–"} ${name(edge.target)}`;
  const count = `${edge.weight} ${edge.weight === 1 ? "place" : "places"}`;
  return [ends, TONES[edge.tone], count].filter(Boolean).join(", ");
}
