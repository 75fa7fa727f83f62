// Bundles the scripts of the pages into the folder that the server gives out, and writes
// beside them whose work is in them, under which licence.

import { build } from "esbuild";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "..", "extract", "sayso", "explore", "static", "built");

const done = await build({
  absWorkingDir: here,
  entryPoints: ["graph", "layout", "reader", "search", "sparql", "validation"].map((name) => `src/${name}.ts`),
  outdir: out,
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "none",
  metafile: true,
  write: false,
  chunkNames: "part-[hash]",
});

/** Returns the folder of the package that a bundled file belongs to, or nothing for our own. */
const packageOf = (file) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];

const packages = [...new Set(Object.keys(done.metafile.inputs).map(packageOf).filter(Boolean))];
const notices = packages.sort().map((name) => {
  const folder = join(here, "node_modules", name);
  const about = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const licence = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
  if (!about.license) throw new Error(`${name} names no licence, so it cannot be given out.`);
  const text = licence && readFileSync(join(folder, licence), "utf8").trim();
  return `${name} ${about.version} (${about.license})\n\n${text || "Its package has no file with the text of this licence."}\n`;
});
const head = "The scripts in this folder hold the following packages.\n\n";
const notice = head + notices.join(`\n${"-".repeat(78)}\n\n`);

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
writeFileSync(join(out, "NOTICE.txt"), notice);
const kB = (size) => `${(size / 1000).toFixed(1)} kB`;
for (const { path, contents } of done.outputFiles.sort((a, b) => (a.path < b.path ? -1 : 1))) {
  writeFileSync(path, contents);
  console.log(`${basename(path)}: ${kB(contents.length)}, ${kB(gzipSync(contents).length)} compressed`);
}
