// Builds night.js: `node support/build.mjs [FOLDER]`. The same sources give the same bytes.

import { build } from "esbuild";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const folder = process.argv[2] ?? here("../../src/suffrage/site/pages/assets");

// Not minified, so that a reader of the page can read the script.
await build({
  entryPoints: [here("../night/src/main.ts")],
  outfile: `${folder}/night.js`,
  absWorkingDir: here(".."),
  bundle: true,
  format: "iife",
  target: "es2020",
  charset: "utf8",
  legalComments: "inline",
  logLevel: "warning",
});
