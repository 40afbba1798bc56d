// The sentences that the desks' scripts name, as the module `suffrage:words`.

import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const LITERAL = /["'`]([a-z0-9]+(?:\.[a-z0-9-]+)+)["'`]/g;
// A code whose last part is a value: `section.step.${name}` takes all that begin so.
const BEGINNING = /`([a-z0-9]+\.(?:[a-z0-9-]+[.-])+)\$\{/g;

function sources() {
  const folders = ["../core/src", "../desk/src"].map(here);
  return folders
    .flatMap((folder) => readdirSync(folder).sort().map((name) => `${folder}/${name}`))
    .filter((path) => path.endsWith(".ts"))
    .map((path) => readFileSync(path, "utf8"));
}

/** An esbuild plugin: only what is named goes into a script. */
export const words = {
  name: "words",
  setup(build) {
    build.onResolve({ filter: /^suffrage:words$/ }, ({ path }) => ({ path, namespace: "words" }));
    build.onLoad({ filter: /.*/, namespace: "words" }, () => {
      const texts = sources();
      const found = (form) => texts.flatMap((text) => [...text.matchAll(form)].map(([, one]) => one));
      const [named, begun] = [new Set(found(LITERAL)), found(BEGINNING)];
      const wanted = (code) => named.has(code) || begun.some((start) => code.startsWith(start));
      const all = ["fr", "en"].map((language) => {
        const file = here(`../../src/suffrage/words/${language}.json`);
        const entries = Object.entries(JSON.parse(readFileSync(file, "utf8")));
        return [language, Object.fromEntries(entries.filter(([code]) => wanted(code)))];
      });
      return { contents: JSON.stringify(Object.fromEntries(all)), loader: "json" };
    });
  },
};
