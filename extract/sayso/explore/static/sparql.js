// @ts-check
// The answer to a query as a table below it. Without this script the service answers by itself.

export {};

const MOST_ROWS = 1000;

const form = /** @type {HTMLFormElement | null} */ (document.getElementById("ask"));
const box = /** @type {HTMLTextAreaElement | null} */ (document.getElementById("query"));
const answer = document.getElementById("answer");

/** @typedef {{type: string, value: string, datatype?: string}} Term */
/** @typedef {{head: {vars: string[]}, results: {bindings: Record<string, Term>[]}}} Found */

/** @type {[string, string][]} */
const prefixes = [...(document.getElementById("prefixes")?.textContent ?? "").matchAll(
  /PREFIX (\w+): <([^>]+)>/g,
)].map((found) => [String(found[1]), String(found[2])]);

/** @param {string} iri */
const short = (iri) => {
  const known = prefixes.find(([, start]) => iri.startsWith(start) && /^[\w-]+$/.test(iri.slice(start.length)));
  return known ? `${known[0]}:${iri.slice(known[1].length)}` : iri;
};

/** @param {string} text @param {string} name */
const say = (text, name) => {
  const line = document.createElement("p");
  line.className = name;
  line.textContent = text;
  answer?.replaceChildren(line);
};

/** @param {HTMLTableCellElement} cell @param {Term | undefined} term */
const fill = (cell, term) => {
  if (!term) return;
  if (term.type === "uri") {
    const link = document.createElement("a");
    link.href = `/resource?iri=${encodeURIComponent(term.value)}`;
    link.textContent = short(term.value);
    cell.append(link);
  } else {
    cell.textContent = term.value;
    if (/#(integer|decimal|double|float)$/.test(term.datatype ?? "")) cell.className = "number";
  }
};

/** @param {Found} found */
const table = (found) => {
  const names = found.head.vars;
  const box = document.createElement("div");
  box.className = "scroll";
  box.tabIndex = 0;
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", "Answer");
  const whole = document.createElement("table");
  const head = whole.createTHead().insertRow();
  for (const name of names) {
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.textContent = name;
    head.append(cell);
  }
  const body = whole.createTBody();
  const rows = found.results.bindings;
  for (const row of rows.slice(0, MOST_ROWS)) {
    const line = body.insertRow();
    for (const name of names) fill(line.insertCell(), row[name]);
  }
  box.append(whole);
  const count = rows.length.toLocaleString("en");
  const cut = rows.length > MOST_ROWS ? `; the first ${MOST_ROWS.toLocaleString("en")} are shown` : "";
  say(rows.length === 1 ? "1 row" : `${count} rows${cut}`, "meta");
  if (rows.length) answer?.append(box);
};

/** Says what is wrong, and goes to where it is. @param {string} text */
const refuse = (text) => {
  const place = /\berror at (\d+):(\d+): (.*Prefix not found.*)?/s;
  say(
    text.replace(place, (_, line, column, prefix) =>
      `line ${line}, column ${column}: ${prefix ? "this prefix is not declared with PREFIX." : ""}`,
    ),
    "notice",
  );
  answer?.firstElementChild?.setAttribute("role", "alert");
  const found = /\bat (\d+):(\d+)/.exec(text);
  const at = found ? { line: Number(found[1]), column: Number(found[2]) } : null;
  const event = new CustomEvent("refused", { detail: { text, at }, cancelable: true });
  if (!form?.dispatchEvent(event) || !box || !at) return;
  const lines = box.value.split("\n");
  const start = lines.slice(0, at.line - 1).join("\n").length + (at.line > 1 ? 1 : 0);
  box.focus();
  box.setSelectionRange(start + at.column - 1, start + at.column);
};

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  say("Asking …", "meta");
  form.dispatchEvent(new CustomEvent("asked"));
  try {
    const reply = await fetch("/sparql", {
      method: "POST",
      headers: {
        "Content-Type": "application/sparql-query",
        Accept: "application/sparql-results+json, text/turtle;q=0.9, text/plain;q=0.5",
      },
      body: String(new FormData(form).get("query")),
    });
    const text = await reply.text();
    if (!reply.ok) refuse(text.trim());
    else if ((reply.headers.get("content-type") || "").includes("json")) {
      const found = JSON.parse(text);
      if ("boolean" in found) say(found.boolean ? "yes" : "no", "lead");
      else table(found);
    } else {
      const shown = document.createElement("pre");
      shown.tabIndex = 0;
      shown.textContent = text;
      answer?.replaceChildren(shown);
    }
  } catch (error) {
    say(`The answer broke off: ${error}`, "notice");
  }
});
