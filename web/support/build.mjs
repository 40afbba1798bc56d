// Builds night.js, and desk.js, section.js and section_worker.js: `node support/build.mjs [FOLDER]`
// puts all into one folder. The same sources give the same bytes.

import { build } from "esbuild";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { words } from "./words.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const PAGES = "../../src/suffrage/site/pages/assets";
const OFFICE = "../../src/suffrage/office/static";
const SCRIPTS = [
  ["night/src/main.ts", PAGES, "night.js"],
  ["desk/src/main.ts", OFFICE, "desk.js"],
  ["desk/src/section.ts", OFFICE, "section.js"],
  ["desk/src/section_worker.ts", OFFICE, "section_worker.js"],
];

// Not minified, so that a reader of the page can read the script.
for (const [source, folder, name] of SCRIPTS.filter(([source]) => existsSync(here(`../${source}`)))) {
  await build({
    entryPoints: [here(`../${source}`)],
    outfile: `${process.argv[2] ?? here(folder)}/${name}`,
    absWorkingDir: here(".."),
    bundle: true,
    format: "iife",
    target: "es2020",
    charset: "utf8",
    legalComments: "inline",
    logLevel: "warning",
    plugins: [words],
  });
}
