"""One function of the desks' scripts, bundled alone, so that a test needs no office for its page.

>>> bundled("compare.ts", "enhanceCompare(document)")             # doctest: +SKIP
"""

import shutil
import subprocess
from functools import cache

import pytest
from tests.support.codes import ROOT

__all__ = ["bundled"]

WEB = ROOT / "web"
_BUILD = """
import { build } from "esbuild";
import { words } from "./support/words.mjs";
const [source, call] = process.argv.slice(1);
const name = call.split("(")[0];
const contents = `import { ${name} } from "./desk/src/${source}"; ${call};`;
const made = await build({
  stdin: { contents, resolveDir: process.cwd(), loader: "ts" },
  bundle: true, format: "iife", target: "es2020", charset: "utf8", write: false, plugins: [words],
});
process.stdout.write(made.outputFiles[0].text);
"""


@cache
def bundled(source: str, call: str) -> bytes:
    """The script that calls one function of a module of ``web/desk``; skips without Node.js."""
    if shutil.which("node") is None or not (WEB / "node_modules").is_dir():
        pytest.skip("Node.js or the packages of web/ are absent: make setup installs them")
    command = ["node", "--input-type=module", "-e", _BUILD, source, call]
    return subprocess.run(command, check=True, cwd=WEB, capture_output=True).stdout
