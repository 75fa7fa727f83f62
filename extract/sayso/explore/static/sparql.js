// @ts-check
// The answer to a query as a table below it. Without this script the service answers by itself.

const form = /** @type {HTMLFormElement | null} */ (document.getElementById("ask"));
const answer = document.getElementById("answer");
if (form && answer) {
  /** @param {string} text @param {string} name */
  const say = (text, name) => {
    const line = document.createElement("p");
    line.className = name;
    line.textContent = text;
    answer.replaceChildren(line);
  };

  /** @param {{head: {vars: string[]}, results: {bindings: Record<string, {type: string, value: string}>[]}}} found */
  const table = (found) => {
    const names = found.head.vars;
    const box = document.createElement("div");
    box.className = "scroll";
    const whole = document.createElement("table");
    const head = whole.createTHead().insertRow();
    for (const name of names) {
      const cell = document.createElement("th");
      cell.scope = "col";
      cell.textContent = name;
      head.append(cell);
    }
    const body = whole.createTBody();
    for (const row of found.results.bindings.slice(0, 1000)) {
      const line = body.insertRow();
      for (const name of names) {
        const cell = line.insertCell();
        const term = row[name];
        if (!term) continue;
        if (term.type === "uri") {
          const link = document.createElement("a");
          link.href = `/resource?iri=${encodeURIComponent(term.value)}`;
          link.textContent = term.value;
          cell.append(link);
        } else cell.textContent = term.value;
      }
    }
    box.append(whole);
    say(`${found.results.bindings.length} rows`, "meta");
    answer.append(box);
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    say("Asking …", "meta");
    const query = String(new FormData(form).get("query"));
    try {
      const reply = await fetch("/sparql", {
        method: "POST",
        headers: {
          "Content-Type": "application/sparql-query",
          Accept: "application/sparql-results+json, text/turtle;q=0.9, text/plain;q=0.5",
        },
        body: query,
      });
      const text = await reply.text();
      if (!reply.ok) say(text.trim(), "notice");
      else if ((reply.headers.get("content-type") || "").includes("json")) {
        const found = JSON.parse(text);
        if ("boolean" in found) say(found.boolean ? "yes" : "no", "lead");
        else table(found);
      } else {
        const shown = document.createElement("pre");
        shown.textContent = text;
        answer.replaceChildren(shown);
      }
    } catch (error) {
      say(`The answer broke off: ${error}`, "notice");
    }
  });
}
