// The drawing of the server, where the browser cannot draw: pointing at a node shows its edges alone.

const drawing = document.getElementById("drawing");
const edges = [...(drawing?.querySelectorAll<SVGElement>(".edge") ?? [])];
const nodes = [...(drawing?.querySelectorAll<SVGElement>(".node") ?? [])];

function light(node: string | undefined): void {
  const near = new Set([node]);
  for (const edge of edges) {
    const ends = [edge.dataset["source"], edge.dataset["target"]];
    const mine = node === undefined || ends.includes(node);
    edge.classList.toggle("dim", !mine);
    if (mine) for (const end of ends) near.add(end);
  }
  for (const one of nodes) {
    one.classList.toggle("dim", node !== undefined && !near.has(one.dataset["node"]));
  }
}

for (const node of nodes) {
  const link = node.closest("a");
  link?.addEventListener("pointerenter", () => light(node.dataset["node"]));
  link?.addEventListener("pointerleave", () => light(undefined));
  link?.addEventListener("focus", () => light(node.dataset["node"]));
  link?.addEventListener("blur", () => light(undefined));
}
