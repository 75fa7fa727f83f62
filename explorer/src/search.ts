// The search box as an ARIA combobox: names are offered while one types. Without this script the
// box is a plain form that leads to the page of results.

interface Suggestion {
  label: string;
  kind: string;
  href: string;
}

const PAUSE = 120;

/** The list below the box. */
class Suggestions {
  readonly #input: HTMLInputElement;
  readonly #list = document.createElement("ul");
  readonly #status = document.createElement("span");
  #found: Suggestion[] = [];
  #chosen = -1;
  #asked = 0;
  #timer = 0;

  constructor(input: HTMLInputElement, form: HTMLFormElement) {
    this.#input = input;
    this.#list.id = "suggestions";
    this.#list.className = "suggestions";
    this.#list.setAttribute("role", "listbox");
    this.#list.setAttribute("aria-label", "Suggestions");
    this.#list.hidden = true;
    this.#status.className = "hidden";
    this.#status.setAttribute("role", "status");
    form.append(this.#list, this.#status);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", "suggestions");
    input.addEventListener("input", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#ask(), PAUSE);
    });
    input.addEventListener("keydown", (event) => this.#key(event));
    input.addEventListener("blur", () => this.#close());
  }

  async #ask(): Promise<void> {
    const mine = ++this.#asked;
    const words = this.#input.value.trim();
    if (!words) {
      this.#close();
      return;
    }
    const answer = await fetch(`/suggest.json?q=${encodeURIComponent(words)}`);
    if (mine !== this.#asked || !answer.ok) return;
    this.#found = (await answer.json()) as Suggestion[];
    this.#show();
  }

  #show(): void {
    this.#list.replaceChildren(...this.#found.map((one, place) => this.#option(one, place)));
    this.#list.hidden = this.#found.length === 0;
    this.#input.setAttribute("aria-expanded", String(!this.#list.hidden));
    this.#status.textContent = this.#found.length
      ? `${this.#found.length} suggestions`
      : "No suggestion";
    this.#choose(-1);
  }

  #option(one: Suggestion, place: number): HTMLLIElement {
    const item = document.createElement("li");
    item.id = `suggestion-${place}`;
    item.setAttribute("role", "option");
    item.textContent = one.label;
    const kind = document.createElement("span");
    kind.className = "kind";
    kind.textContent = one.kind;
    item.append(kind);
    item.addEventListener("mousedown", (event) => {
      event.preventDefault();
      location.assign(one.href);
    });
    return item;
  }

  #choose(place: number): void {
    this.#chosen = place;
    for (const [number, item] of [...this.#list.children].entries()) {
      item.setAttribute("aria-selected", String(number === place));
    }
    if (place < 0) this.#input.removeAttribute("aria-activedescendant");
    else this.#input.setAttribute("aria-activedescendant", `suggestion-${place}`);
  }

  #close(): void {
    this.#list.hidden = true;
    this.#input.setAttribute("aria-expanded", "false");
    this.#choose(-1);
  }

  #key(event: KeyboardEvent): void {
    const one = this.#found[this.#chosen];
    const count = this.#found.length;
    if (event.key === "Enter" && one) location.assign(one.href);
    else if (this.#list.hidden) return;
    else if (event.key === "ArrowDown") this.#choose((this.#chosen + 1) % count);
    else if (event.key === "ArrowUp") this.#choose((Math.max(this.#chosen, 0) - 1 + count) % count);
    else if (event.key === "Escape") this.#close();
    else return;
    event.preventDefault();
  }
}

const input = document.getElementById("q") as HTMLInputElement | null;
if (input?.form) {
  new Suggestions(input, input.form);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || /^(INPUT|TEXTAREA|SELECT)$/.test((event.target as Element).tagName)) return;
    if ((event.target as HTMLElement).isContentEditable || event.composedPath()[0] !== event.target) return;
    event.preventDefault();
    input.focus();
  });
}
