// The script of `/section/`: the four taps of a section's secretary (web/README.md).

import { Runner } from "./section_runner.ts";
import { SectionOffice } from "./section_office.ts";
import { SectionView } from "./section_view.ts";

function start(): void {
  const root = document.getElementById("section");
  if (!root) return;
  const address = root.dataset["root"] ?? location.pathname;
  const view = new SectionView(root, () => runner);
  const runner = new Runner(new SectionOffice(address), (evening) => void view.show(evening));
  void runner.start();
  // Where the page cannot be kept, everything works but opening it without network.
  keepPage(address).catch(() => undefined);
}

/** Have the page and its files open without network from now on. */
async function keepPage(address: string): Promise<void> {
  // What was typed is not to make room for somebody's pictures.
  await navigator.storage.persist();
  await navigator.serviceWorker.register(`${address}worker.js`, { scope: address });
  const { active } = await navigator.serviceWorker.ready;
  const files = [...document.querySelectorAll<HTMLScriptElement>("script[src]")].map(({ src }) => src);
  const sheets = [...document.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet]")].map(({ href }) => href);
  active?.postMessage([new URL(address, location.href).href, ...files, ...sheets]);
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
