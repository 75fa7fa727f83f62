"use strict";
// The script of a page that stands alone. It is JavaScript as browsers read it, not built from
// TypeScript as the explorer's are, because `sayso export network.html` must write the same page
// from a checkout in which nothing was built.
(() => {
  const view = document.querySelector(".view");
  const svg = view.querySelector("svg");
  const rows = [...document.querySelectorAll("tbody tr")];
  const shown = document.querySelector("output");
  const find = document.querySelector(".find input");
  const whole = svg.getAttribute("viewBox").split(" ").map(Number);
  let box = [...whole];
  document.documentElement.classList.add("live");

  const apply = () => svg.setAttribute("viewBox", box.map((n) => n.toFixed(2)).join(" "));
  const scale = () => {
    const place = svg.getBoundingClientRect();
    return Math.max(box[2] / place.width, box[3] / place.height);
  };
  const zoom = (factor, x, y) => {
    const width = Math.min(Math.max(box[2] * factor, whole[2] / 40), whole[2] * 3);
    const real = width / box[2];
    box = [x - (x - box[0]) * real, y - (y - box[1]) * real, width, box[3] * real];
    apply();
  };
  const middle = () => [box[0] + box[2] / 2, box[1] + box[3] / 2];
  const point = (event) => {
    const place = svg.getScreenCTM().inverse();
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(place);
    return [at.x, at.y];
  };
  const fit = () => { box = [...whole]; apply(); };

  const pick = (edges, nodes) => {
    svg.classList.toggle("picked", edges.size > 0 || nodes.size > 0);
    svg.querySelectorAll(".edge").forEach((one) =>
      one.classList.toggle("on", edges.has(one.dataset.edge)));
    svg.querySelectorAll(".node").forEach((one) =>
      one.classList.toggle("on", nodes.has(one.dataset.node)));
    rows.forEach((row) => row.classList.toggle("on", edges.has(row.dataset.edge)));
  };
  const pickRow = (row, scroll) => {
    pick(new Set([row.dataset.edge]), new Set([row.dataset.source, row.dataset.target]));
    if (scroll) {
      row.hidden = false;
      row.scrollIntoView({ block: "center" });
    }
  };
  const pickNode = (number) => {
    const near = rows.filter((row) => [row.dataset.source, row.dataset.target].includes(number));
    pick(new Set(near.map((row) => row.dataset.edge)),
      new Set([number, ...near.flatMap((row) => [row.dataset.source, row.dataset.target])]));
    narrow((row) => near.includes(row));
    if (near.length) near[0].scrollIntoView({ block: "nearest" });
  };
  const narrow = (wanted) => {
    let count = 0;
    rows.forEach((row) => { row.hidden = !wanted(row); count += row.hidden ? 0 : 1; });
    shown.textContent = `${count} of ${rows.length} edges`;
  };
  const clear = () => { find.value = ""; pick(new Set(), new Set()); narrow(() => true); };

  let held = null;
  let moved = false;
  view.addEventListener("pointerdown", (event) => {
    if (event.button || event.target.closest(".tools")) return;
    held = [event.clientX, event.clientY];
    moved = false;
  });
  addEventListener("pointermove", (event) => {
    if (!held) return;
    const across = event.clientX - held[0];
    const down = event.clientY - held[1];
    if (!moved && Math.hypot(across, down) < 4) return;
    moved = true;
    box[0] -= across * scale();
    box[1] -= down * scale();
    held = [event.clientX, event.clientY];
    apply();
  });
  addEventListener("pointerup", () => { held = null; });
  view.addEventListener("wheel", (event) => {
    event.preventDefault();
    zoom(Math.exp(Math.sign(event.deltaY) * 0.15), ...point(event));
  }, { passive: false });
  view.addEventListener("keydown", (event) => {
    const step = box[2] / 10;
    const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    if (event.target !== view) return;
    if (event.key in ways) {
      box[0] += ways[event.key][0] * step;
      box[1] += ways[event.key][1] * step;
      apply();
    } else if (event.key === "+" || event.key === "=") zoom(0.8, ...middle());
    else if (event.key === "-") zoom(1.25, ...middle());
    else if (event.key === "0") fit();
    else return;
    event.preventDefault();
  });
  svg.addEventListener("click", (event) => {
    if (moved) return;
    const edge = event.target.closest(".edge");
    const node = event.target.closest(".node");
    if (edge) pickRow(rows.find((row) => row.dataset.edge === edge.dataset.edge), true);
    else if (node) pickNode(node.dataset.node);
    else clear();
  });
  rows.forEach((row) => {
    row.tabIndex = 0;
    row.addEventListener("click", () => pickRow(row, false));
    row.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        pickRow(row, false);
      }
    });
  });
  find.addEventListener("input", () => {
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    narrow((row) => words.every((word) => row.textContent.toLowerCase().includes(word)));
  });
  addEventListener("keydown", (event) => { if (event.key === "Escape") clear(); });
  document.querySelector("[data-do=in]").addEventListener("click", () => zoom(0.8, ...middle()));
  document.querySelector("[data-do=out]").addEventListener("click", () => zoom(1.25, ...middle()));
  document.querySelector("[data-do=fit]").addEventListener("click", fit);
  document.querySelector("[data-do=clear]").addEventListener("click", clear);
  narrow(() => true);
})();
