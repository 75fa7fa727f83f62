// The answer to a query as a table below it. Without this script the service answers by itself.

import type { Place } from "./mistakes.js";

const MOST_ROWS = 1000;

interface Term {
  type: string;
  value: string;
  datatype?: string;
}
interface Found {
  head: { vars: string[] };
  results: { bindings: Record<string, Term>[] };
}

const form = document.getElementById("ask") as HTMLFormElement | null;
const answer = document.getElementById("answer");

const prefixes = [
  ...(document.getElementById("prefixes")?.textContent ?? "").matchAll(/PREFIX (\w+): <([^>]+)>/g),
].map((found) => [String(found[1]), String(found[2])] as const);

function short(iri: string): string {
  const known = prefixes.find(
    ([, start]) => iri.startsWith(start) && /^[\w-]+$/.test(iri.slice(start.length)),
  );
  return known ? `${known[0]}:${iri.slice(known[1].length)}` : iri;
}

function say(text: string, name: string): void {
  const line = document.createElement("p");
  line.className = name;
  line.textContent = text;
  answer?.replaceChildren(line);
}

function fill(cell: HTMLTableCellElement, term: Term | undefined): void {
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
}

function tableOf(names: readonly string[], rows: readonly Record<string, Term>[]): HTMLElement {
  const scroll = document.createElement("div");
  scroll.className = "scroll";
  scroll.tabIndex = 0;
  scroll.setAttribute("role", "region");
  scroll.setAttribute("aria-label", "Answer");
  const table = document.createElement("table");
  const head = table.createTHead().insertRow();
  for (const name of names) {
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.textContent = name;
    head.append(cell);
  }
  const body = table.createTBody();
  for (const row of rows) {
    const line = body.insertRow();
    for (const name of names) fill(line.insertCell(), row[name]);
  }
  scroll.append(table);
  return scroll;
}

function show(found: Found): void {
  const rows = found.results.bindings;
  const count = rows.length.toLocaleString("en");
  const cut = rows.length > MOST_ROWS ? `; the first ${MOST_ROWS.toLocaleString("en")} are shown` : "";
  say(rows.length === 1 ? "1 row" : `${count} rows${cut}`, "meta");
  if (rows.length) answer?.append(tableOf(found.head.vars, rows.slice(0, MOST_ROWS)));
}

/** Says what is wrong; the editor goes to where it is. */
function refuse(text: string): void {
  const place = /\berror at (\d+):(\d+): (.*Prefix not found.*)?/s;
  say(
    text.replace(
      place,
      (_, line: string, column: string, prefix: string | undefined) =>
        `line ${line}, column ${column}: ${prefix ? "this prefix is not declared with PREFIX." : ""}`,
    ),
    "notice",
  );
  answer?.firstElementChild?.setAttribute("role", "alert");
  const found = /\bat (\d+):(\d+)/.exec(text);
  const at: Place | null = found ? { line: Number(found[1]), column: Number(found[2]) } : null;
  form?.dispatchEvent(new CustomEvent("refused", { detail: { at } }));
}

async function ask(query: string): Promise<void> {
  const reply = await fetch("/sparql", {
    method: "POST",
    headers: {
      "Content-Type": "application/sparql-query",
      Accept: "application/sparql-results+json, text/turtle;q=0.9, text/plain;q=0.5",
    },
    body: query,
  });
  const text = await reply.text();
  if (!reply.ok) refuse(text.trim());
  else if ((reply.headers.get("content-type") ?? "").includes("json")) {
    const found = JSON.parse(text) as Found | { boolean: boolean };
    if ("boolean" in found) say(found.boolean ? "yes" : "no", "lead");
    else show(found);
  } else {
    const shown = document.createElement("pre");
    shown.tabIndex = 0;
    shown.textContent = text;
    answer?.replaceChildren(shown);
  }
}

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  say("Asking …", "meta");
  form.dispatchEvent(new CustomEvent("asked"));
  ask(String(new FormData(form).get("query"))).catch((error: unknown) => {
    say(`The answer broke off: ${String(error)}`, "notice");
  });
});
