// Reads files with the readers of npm and prints what they find, a JSON object a file: networks with
// graphology-gexf (the reader of Gephi Lite) and cytoscape, RDF with n3.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [folder, ...files] = process.argv.slice(2);
const require = createRequire(`${folder}/`);

function gexf(text) {
  // The reader looks for a parser of XML where browsers have one.
  globalThis.DOMParser = require("@xmldom/xmldom").DOMParser;
  const graph = require("graphology-gexf").parse(require("graphology"), text, {
    addMissingNodes: false,
    allowUndeclaredAttributes: false,
  });
  return {
    kind: graph.type,
    nodes: graph.mapNodes((id, told) => ({ id, ...told })),
    edges: graph.mapEdges((id, told, source, target) => ({ id, source, target, ...told })),
  };
}

function cyjs(text) {
  const graph = require("cytoscape")({ headless: true, styleEnabled: false, ...JSON.parse(text) });
  return {
    kind: graph.data("name"),
    nodes: graph.nodes().map((node) => node.data()),
    edges: graph.edges().map((edge) => edge.data()),
  };
}

function rdf(text, format) {
  const { Parser } = require("n3");
  const quads = new Parser({ format }).parse(text);
  const triples = quads.filter((quad) => quad.object.termType === "Quad");
  return {
    quads: quads.length,
    terms: triples.map(({ object }) => [object.subject.value, object.predicate.value, object.object.value]),
  };
}

const readers = {
  gexf,
  cyjs,
  nq: (text) => rdf(text, "application/n-quads"),
  nt: (text) => rdf(text, "application/n-triples"),
  trig: (text) => rdf(text, "application/trig"),
  ttl: (text) => rdf(text, "text/turtle"),
};
for (const file of files) {
  const read = readers[file.slice(file.lastIndexOf(".") + 1)];
  console.log(JSON.stringify(read(readFileSync(file, "utf8"))));
}
