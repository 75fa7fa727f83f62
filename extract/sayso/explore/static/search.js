// @ts-check
// The search box as an ARIA combobox: names are offered while one types. Without this script the
// box is a plain form that leads to the page of results.

export {};

const input = /** @type {HTMLInputElement | null} */ (document.getElementById("q"));
const form = input && input.form;
if (input && form) {
  const list = document.createElement("ul");
  list.id = "suggestions";
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  list.hidden = true;
  const status = document.createElement("span");
  status.className = "hidden";
  status.setAttribute("role", "status");
  form.append(list, status);
  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": "suggestions",
  })) {
    input.setAttribute(name, value);
  }

  /** @type {{label: string, kind: string, href: string}[]} */
  let found = [];
  let chosen = -1;
  let asked = 0;
  /** @type {number | undefined} */
  let timer;

  /** @param {number} place */
  const choose = (place) => {
    chosen = place;
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === place)));
    if (place < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", `suggestion-${place}`);
  };

  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    choose(-1);
  };

  const show = () => {
    list.replaceChildren(
      ...found.map((one, i) => {
        const item = document.createElement("li");
        item.id = `suggestion-${i}`;
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
      }),
    );
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    status.textContent = found.length ? `${found.length} suggestions` : "No suggestion";
    choose(-1);
  };

  const ask = async () => {
    const mine = ++asked;
    const words = input.value.trim();
    if (!words) {
      close();
      return;
    }
    const answer = await fetch(`/suggest.json?q=${encodeURIComponent(words)}`);
    if (mine !== asked || !answer.ok) return;
    found = await answer.json();
    show();
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 120);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && !list.hidden) {
      event.preventDefault();
      choose((chosen + 1) % found.length);
    } else if (event.key === "ArrowUp" && !list.hidden) {
      event.preventDefault();
      choose((chosen - 1 + found.length) % found.length);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      const one = found[chosen];
      if (one) location.assign(one.href);
    }
  });
  input.addEventListener("blur", close);
  document.addEventListener("keydown", (event) => {
    const at = /** @type {HTMLElement} */ (event.target);
    if (event.key === "/" && !/^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName)) {
      event.preventDefault();
      input.focus();
    }
  });
}
