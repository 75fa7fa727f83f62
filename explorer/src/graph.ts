// The screen of the network: a picture to move about in, a way along the edges for the keyboard, and
// the evidence of an edge beside them. Where the browser cannot draw it, the drawing of the server
// stays as it is.

import "./hover.js";
import type { LayoutAnswer, LayoutTask } from "./layout.js";
import type { Picture, Places, Pointed } from "./canvas.js";
import { Network, type NetworkData, type NetworkEdge, told } from "./network.js";
import { Walk } from "./walk.js";

const box = document.getElementById("network");
const evidence = document.getElementById("evidence");
const drawn = document.getElementById("drawn");

function canDraw(): boolean {
  const canvas = document.createElement("canvas");
  return Boolean(canvas.getContext("webgl2") ?? canvas.getContext("webgl"));
}

/** Returns the address of this screen with some parameters changed, or taken away. */
function address(changes: Record<string, string | null>, path = location.pathname): string {
  const values = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) values.delete(name);
    else values.set(name, value);
  }
  return values.size > 0 ? `${path}?${values}` : path;
}

async function fetched(nodes: string | null): Promise<Network> {
  const changes = { with: "weights", from: null, to: null, page: null };
  const reply = await fetch(address(nodes ? { ...changes, nodes } : changes, "/graph.json"));
  if (!reply.ok) throw new Error(`The network could not be fetched: ${reply.status}`);
  return new Network((await reply.json()) as NetworkData);
}

/** Has the places of the nodes found by a worker; calls back for each that is good enough. */
function layOut(network: Network, found: (places: Places, done: boolean) => void): Promise<void> {
  const number = new Map(network.data.nodes.map((node, place) => [node.iri, place]));
  const task: LayoutTask = {
    keys: network.data.nodes.map((node) => node.iri),
    edges: network.data.edges.map((edge) => [
      number.get(edge.source) ?? 0,
      number.get(edge.target) ?? 0,
      edge.weight,
    ]),
  };
  return new Promise((resolve, reject) => {
    const worker = new Worker("/static/built/layout.js", { type: "module" });
    worker.addEventListener("error", () => reject(new Error("The layout failed.")));
    worker.addEventListener("message", (event: MessageEvent<LayoutAnswer>) => {
      try {
        found([event.data.x, event.data.y], event.data.done);
      } catch (error) {
        worker.terminate();
        reject(error instanceof Error ? error : new Error(String(error)));
      }
      if (!event.data.done) return;
      worker.terminate();
      resolve();
    });
    worker.postMessage(task);
  });
}

/** Shows the evidence of an edge as the server writes it, and puts it into the address. */
async function open(edge: NetworkEdge): Promise<void> {
  const wanted = address({ from: edge.source, to: edge.target, page: null });
  const reply = await fetch(wanted, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await reply.text(), "text/html");
  const section = page.getElementById("evidence");
  if (!evidence || !section) return;
  evidence.replaceChildren(...section.children);
  history.replaceState(null, "", wanted);
  if (evidence.parentElement) evidence.parentElement.scrollTop = 0;
  evidence.querySelector<HTMLElement>("h2")?.focus();
}

function closing(event: Event): void {
  if (!(event.target as Element).closest("a.close")) return;
  event.preventDefault();
  evidence?.replaceChildren();
  history.replaceState(null, "", address({ from: null, to: null }));
  document.getElementById("walk")?.focus();
}

function button(label: string, name: string, press: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = label;
  made.title = name;
  made.setAttribute("aria-label", name);
  made.addEventListener("click", press);
  return made;
}

/** The screen: a stage with the picture and its buttons, and the walk and evidence beside it. */
class Screen {
  readonly #stage = document.createElement("div");
  readonly #canvas = document.createElement("div");
  readonly #tools = document.createElement("div");
  readonly #tip = document.createElement("p");
  readonly #side = document.createElement("div");
  readonly #box: HTMLElement;
  #picture: Picture | null = null;

  constructor(place: HTMLElement) {
    this.#box = place;
    this.#stage.className = "stage";
    this.#canvas.className = "canvas";
    this.#canvas.setAttribute("role", "img");
    this.#tools.className = "tools";
    this.#tip.className = "tip-box";
    this.#side.className = "side";
    const left = document.createElement("div");
    left.className = "drawn";
    left.append(this.#canvas, this.#tip, this.#tools);
    this.#stage.append(left, this.#side);
  }

  async show(network: Network): Promise<void> {
    const { Picture: Drawn } = await import("./canvas.js");
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const walk = new Walk(network, {
      at: (node, edge) => {
        this.#picture?.light(node, edge);
        this.#picture?.show(node);
      },
      open: (edge) => void open(edge),
      find: (node) => this.#picture?.approach(node),
    });
    await layOut(network, (places, done) => {
      if (still && !done) return;
      if (this.#picture) this.#picture.place(places);
      else this.#begin(new Drawn(this.#canvas, network, places, this.#pointed(network, walk)), walk);
    });
    this.#tell(network);
    this.#start(network, walk);
    await this.#picture?.drawn();
    Object.assign(this.#canvas, { picture: this.#picture });
    this.#canvas.dataset["state"] = "done";
  }

  #pointed(network: Network, walk: Walk): Pointed {
    return {
      node: (node) => walk.go(node),
      edge: (edge) => {
        walk.choose(edge);
        void open(edge);
      },
      over: (what) => {
        if (!what) this.#tip.textContent = "";
        else if ("source" in what) this.#tip.textContent = `${told(network, what)}: “${what.words}”`;
        else {
          const edges = network.steps(what.iri).length;
          this.#tip.textContent = `${what.name}, ${edges} ${edges === 1 ? "edge" : "edges"}`;
        }
      },
    };
  }

  #begin(picture: Picture, walk: Walk): void {
    this.#picture = picture;
    if (!this.#stage.isConnected) {
      this.#box.before(this.#stage);
      this.#box.hidden = true;
    }
    this.#side.replaceChildren(walk.element);
    if (evidence) this.#side.prepend(evidence);
  }

  /** Begins where the address says: at an edge, at a node, or with everything lit. */
  #start(network: Network, walk: Walk): void {
    const base = new URLSearchParams(location.search);
    const named = (name: string) => {
      const value = base.get(name);
      return value
        ? network.data.nodes.find((node) => node.iri === value || node.iri.endsWith(`/${value}`))
        : undefined;
    };
    const [from, to] = [named("from"), named("to")];
    const step = from && network.steps(from.iri).find((one) => one.outward && one.other === to);
    const first = network.ranked()[0];
    if (step) walk.choose(step.edge);
    else if (first) walk.go(named("focus") ?? first);
    // At first the whole network is lit, not one node of it.
    if (!step && !named("focus")) this.#picture?.light(null, null);
  }

  /** Gives the place back to the drawing of the server. */
  remove(): void {
    if (evidence) this.#box.before(evidence);
    this.#stage.remove();
    this.#box.hidden = false;
  }

  #tell(network: Network): void {
    const { nodes, edges, nodes_in_all: all, edges_in_all: every } = network.data;
    const most = Number(this.#box.dataset["most"]);
    this.#canvas.setAttribute(
      "aria-label",
      `Network of ${nodes.length} nodes and ${edges.length} edges; the list beside it and the table below have the same.`,
    );
    const cut = nodes.length < all;
    if (drawn) {
      const [some, lines] = [nodes, edges].map((list) => list.length.toLocaleString("en"));
      drawn.textContent =
        cut || edges.length < every
          ? `; drawn are ${some} nodes and ${lines} edges with the most evidence, the table has all`
          : "";
    }
    this.#tools.replaceChildren(
      button("+", "Larger", () => this.#picture?.zoom(1.5)),
      button("−", "Smaller", () => this.#picture?.zoom(1 / 1.5)),
      button("Whole", "Show the whole network", () => {
        this.#picture?.light(null, null);
        this.#picture?.whole();
      }),
    );
    if (cut && nodes.length < most) {
      const next = Math.min(most, all).toLocaleString("en");
      this.#tools.append(
        button(`Draw ${next}`, `Draw ${next} nodes`, () => void this.#more(String(most))),
      );
    }
  }

  async #more(most: string): Promise<void> {
    const network = await fetched(most);
    this.#picture?.remove();
    this.#picture = null;
    this.#canvas.dataset["state"] = "";
    history.replaceState(null, "", address({ nodes: most }));
    await this.show(network);
  }
}

if (box && canDraw()) {
  const screen = new Screen(box);
  evidence?.addEventListener("click", closing);
  fetched(null)
    .then((network) => screen.show(network))
    .catch((error: unknown) => {
      console.warn(error);
      screen.remove();
    });
}
