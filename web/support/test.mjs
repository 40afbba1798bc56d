// Bundles every test of the workspace and runs it: `node support/test.mjs`.

import { build } from "esbuild";
import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

const web = fileURLToPath(new URL("..", import.meta.url));
const tests = ["core/test", "night/test"].flatMap((folder) =>
  readdirSync(`${web}/${folder}`)
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => `${folder}/${name}`),
);

rmSync(`${web}/build`, { recursive: true, force: true });
await build({
  entryPoints: tests,
  outdir: "build",
  outbase: ".",
  absWorkingDir: web,
  bundle: true,
  platform: "node",
  format: "esm",
  outExtension: { ".js": ".mjs" },
  logLevel: "warning",
});
const files = tests.map((test) => `${web}/build/${test.replace(/\.ts$/, ".mjs")}`);
const done = spawnSync(process.execPath, ["--test", ...files], { encoding: "utf8", cwd: web });
const passed = /^# pass ([1-9][0-9]*)$/m.exec(done.stdout)?.[1];
process.stdout.write(done.status || !passed ? done.stdout + done.stderr : `${passed} passed\n`);
process.exit(done.status || !passed ? 1 : 0);
