// The way along the edges of a network, for the keyboard and for those who hear it: one node, the
// list of its edges, and back again.

import { TONES, type Network, type NetworkEdge, type NetworkNode, type Step, told } from "./network.js";

export interface Walker {
  /** The walk has come to a node, with one of its edges chosen. */
  at(node: NetworkNode, edge: NetworkEdge | null): void;
  /** The evidence of an edge is asked for. */
  open(edge: NetworkEdge): void;
  /** A node was looked for by its name. */
  find(node: NetworkNode): void;
}

const HELP =
  "Up and down choose an edge, right goes along it, left goes back, Enter opens its evidence.";
const SHOWN = 200;

function made<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  given: Record<string, string> = {},
  ...inside: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) element.setAttribute(name, value);
  element.append(...inside);
  return element;
}

/** The panel beside the picture. */
export class Walk {
  readonly element: HTMLElement;
  readonly #title = made("h2", { id: "walk-title" });
  readonly #links = made("p", { class: "meta" });
  readonly #list = made("ul", {
    id: "walk",
    role: "listbox",
    tabindex: "0",
    class: "plain walk-list",
    "aria-labelledby": "walk-title",
    "aria-describedby": "walk-help",
  });
  readonly #status = made("p", { role: "status", class: "hidden" });
  readonly #goTo = made("input", { id: "go-to", list: "nodes", autocomplete: "off" });
  readonly #network: Network;
  readonly #on: Walker;
  #path: NetworkNode[] = [];
  #steps: readonly Step[] = [];
  #chosen = -1;

  constructor(network: Network, on: Walker) {
    this.#network = network;
    this.#on = on;
    const ranked = network.ranked();
    const names = made("datalist", { id: "nodes" });
    for (const node of ranked) names.append(made("option", { value: node.name }));
    this.element = made(
      "div",
      { class: "walk", role: "group", "aria-label": "Walk along the edges" },
      made("label", { for: "go-to" }, "Go to "),
      this.#goTo,
      names,
      this.#title,
      this.#links,
      this.#list,
      made("p", { class: "meta", id: "walk-help" }, HELP),
      this.#status,
    );
    this.#goTo.addEventListener("change", () => {
      const wanted = this.#goTo.value.trim().toLowerCase();
      const node = ranked.find((one) => one.name.toLowerCase() === wanted);
      if (node) {
        this.go(node);
        this.#on.find(node);
      } else if (wanted) this.#status.textContent = "No node has this name.";
    });
    this.#list.addEventListener("keydown", (event) => this.#key(event));
    this.#list.addEventListener("click", (event) => this.#click(event));
    // The browser would scroll to the focused list, away from what was clicked in the picture.
    this.#list.addEventListener("focus", () => this.#chosen < 0 && this.#choose(0));
  }

  /** Goes to a node; the way back is kept. */
  go(node: NetworkNode): void {
    if (this.#path.at(-1) !== node) this.#path.push(node);
    this.#arrive(node);
  }

  /** Chooses an edge at the node, going to its source if it is elsewhere. */
  choose(edge: NetworkEdge): void {
    const place = this.#steps.findIndex((step) => step.edge === edge);
    const source = this.#network.nodes.get(edge.source);
    if (place >= 0) this.#choose(place);
    else if (source) {
      this.go(source);
      this.#choose(this.#steps.findIndex((step) => step.edge === edge));
    }
  }

  #arrive(node: NetworkNode): void {
    this.#steps = this.#network.steps(node.iri);
    this.#chosen = -1;
    this.#title.textContent = node.name;
    const around = new URL(location.href);
    for (const name of ["from", "to", "page"]) around.searchParams.delete(name);
    around.searchParams.set("focus", node.iri);
    this.#links.replaceChildren(
      made("a", { href: node.href }, "Page"),
      " · ",
      made("a", { href: around.pathname + around.search }, "network around it"),
      this.#steps.length > SHOWN ? ` · the heaviest ${SHOWN} of ${this.#steps.length} edges` : "",
    );
    this.#list.replaceChildren(
      ...this.#steps.slice(0, SHOWN).map((step, place) => this.#option(step, place)),
    );
    this.#list.removeAttribute("aria-activedescendant");
    const edges = this.#steps.length;
    this.#status.textContent = `At ${node.name}, ${edges} ${edges === 1 ? "edge" : "edges"}.`;
    this.#on.at(node, null);
  }

  #option(step: Step, place: number): HTMLLIElement {
    const { edge, other, outward } = step;
    const tone = edge.tone ? [made("span", { class: `tone ${edge.tone}` }, TONES[edge.tone]), " "] : [];
    const way = this.#network.data.directed ? (outward ? "→ " : "← ") : "– ";
    const heard = this.#network.data.directed ? (outward ? "to " : "from ") : "with ";
    const given = { id: `step-${place}`, role: "option", "data-place": String(place) };
    const item = made(
      "li",
      { ...given, "aria-selected": "false" },
      made("span", { class: "way", "aria-hidden": "true" }, way),
      made("span", { class: "hidden" }, heard),
      made("span", { class: "who" }, other.name),
      " ",
      ...tone,
      made("span", { class: "count" }, String(edge.weight)),
      made("span", { class: "said" }, `“${edge.words}”`),
    );
    return item;
  }

  #choose(place: number): void {
    const step = this.#steps[place];
    const node = this.#path.at(-1);
    if (!step || !node) return;
    this.#chosen = place;
    for (const [number, item] of [...this.#list.children].entries()) {
      item.setAttribute("aria-selected", String(number === place));
      if (number === place) item.scrollIntoView({ block: "nearest" });
    }
    this.#list.setAttribute("aria-activedescendant", `step-${place}`);
    this.#status.textContent = told(this.#network, step.edge);
    this.#on.at(node, step.edge);
  }

  #key(event: KeyboardEvent): void {
    const last = Math.min(this.#steps.length, SHOWN) - 1;
    const moves: Record<string, () => void> = {
      ArrowDown: () => this.#choose(Math.min(this.#chosen + 1, last)),
      ArrowUp: () => this.#choose(Math.max(this.#chosen - 1, 0)),
      Home: () => this.#choose(0),
      End: () => this.#choose(last),
      ArrowRight: () => this.#along(),
      ArrowLeft: () => this.#back(),
      Backspace: () => this.#back(),
      Enter: () => this.#open(),
      " ": () => this.#open(),
    };
    const move = event.altKey || event.ctrlKey || event.metaKey ? undefined : moves[event.key];
    if (!move) return;
    event.preventDefault();
    move();
  }

  #click(event: MouseEvent): void {
    const item = (event.target as Element).closest<HTMLElement>("[data-place]");
    if (!item) return;
    this.#choose(Number(item.dataset["place"]));
    this.#open();
  }

  #along(): void {
    const step = this.#steps[this.#chosen];
    if (!step) return;
    this.go(step.other);
    this.#choose(0);
  }

  #back(): void {
    if (this.#path.length < 2) return;
    const left = this.#path.pop();
    const node = this.#path.at(-1);
    if (!node) return;
    this.#arrive(node);
    this.#choose(this.#steps.findIndex((step) => step.other === left));
  }

  #open(): void {
    const step = this.#steps[this.#chosen];
    if (step) this.#on.open(step.edge);
  }
}
