// @ts-check
// The drawing of the network: pointing at a node shows its edges alone. Without this script all
// edges are drawn alike, and the table below has the same.

const drawing = document.getElementById("drawing");
if (drawing) {
  const lines = [...drawing.querySelectorAll(".lines a")];
  const dots = [...drawing.querySelectorAll(".dots a")];
  const names = new Map(dots.map((dot) => [dot, dot.getAttribute("data-key")]));
  /** @param {string | null | undefined} key */
  const light = (key) => {
    const near = new Set([key]);
    for (const line of lines) {
      const ends = [line.getAttribute("data-from"), line.getAttribute("data-to")];
      const mine = !key || ends.includes(key);
      line.classList.toggle("dim", !mine);
      if (mine) ends.forEach((end) => near.add(end));
    }
    for (const dot of dots) dot.classList.toggle("dim", Boolean(key) && !near.has(names.get(dot)));
  };
  for (const dot of dots) {
    dot.addEventListener("pointerenter", () => light(names.get(dot)));
    dot.addEventListener("pointerleave", () => light(null));
    dot.addEventListener("focus", () => light(names.get(dot)));
    dot.addEventListener("blur", () => light(null));
  }
}
