// Renewing the page: the nodes of `<main>` give way to those of the page as it is served now, and
// what the reader had chosen stays: order and filter of tables, open details, focus.

import { enhance } from "./enhance.ts";
import { keptChoices } from "./tables.ts";

const METAS = 'meta[name^="suffrage:"]';
const FIGURES = "data[data-name]";

// What main looked like when it was served, before any script touched it.
let served = "";

/** Remember main as it is served; called before anything changes it. */
export function remember(): void {
  served = document.querySelector("main")?.innerHTML ?? "";
}

/**
 * Take over title, board and content of a page, and mark the figures that changed. What there is
 * to say comes back: the opening sentences that are new; `null` where nothing changed that counts.
 */
export function renew(page: Document): string | null {
  const [main, next] = [document.querySelector("main"), page.querySelector("main")];
  takeOverHead(page);
  takeOverFoot(page);
  if (!main || !next || next.innerHTML === served) return null;
  served = next.innerHTML;
  const [old, said] = [valuesOf(main), openingsOf(main)];
  const [choices, open, focus] = [keptChoices(main), openDetails(main), focusPath(main)];
  main.replaceChildren(...imported(next));
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  const changed = mark(main, old);
  enhance(main, choices);
  focusAgain(main, focus);
  const news = openingsOf(main).filter((text) => !said.includes(text));
  return changed || news.length ? news.join(" ") : null;
}

function takeOverHead(page: Document): void {
  document.title = page.title;
  for (const meta of page.querySelectorAll<HTMLMetaElement>(METAS)) {
    // The key is never taken over: the board that is followed stays the same.
    if (meta.name === "suffrage:key") continue;
    const own = document.querySelector<HTMLMetaElement>(`meta[name="${meta.name}"]`);
    if (own) own.content = meta.content;
  }
}

/** The foot says of which board the page is made; what it says of witnesses is told anew. */
function takeOverFoot(page: Document): void {
  const [foot, next] = [document.querySelector("footer"), page.querySelector("footer")];
  if (!foot || !next) return;
  const focus = focusPath(foot);
  foot.replaceChildren(...imported(next));
  focusAgain(foot, focus);
}

function imported(from: Element): Node[] {
  return Array.from(from.childNodes, (node) => document.importNode(node, true));
}

function valuesOf(main: Element): Map<string, string> {
  const figures = Array.from(main.querySelectorAll<HTMLDataElement>(FIGURES));
  return new Map(figures.map((figure) => [figure.dataset["name"] ?? "", figure.value]));
}

function openingsOf(main: Element): string[] {
  return Array.from(main.querySelectorAll(".opening"), (one) => one.textContent?.trim() ?? "");
}

/** Mark the figures that were not there with this value, and tell whether there are any. */
function mark(main: Element, old: ReadonlyMap<string, string>): boolean {
  const figures = Array.from(main.querySelectorAll<HTMLDataElement>(FIGURES));
  const changed = figures.filter((one) => old.get(one.dataset["name"] ?? "") !== one.value);
  for (const figure of changed) figure.classList.add("changed");
  return changed.length > 0;
}

function openDetails(main: Element): string[] {
  return Array.from(main.querySelectorAll("details[open][id]"), (one) => one.id);
}

/** Where the focus lies below a part of the page: an id, or the places of elements on the way. */
function focusPath(part: Element): string | number[] | null {
  let element: Element | null = document.activeElement;
  if (!element || element === part || !part.contains(element)) return null;
  if (element.id) return element.id;
  const path: number[] = [];
  while (element && element !== part) {
    const parent: Element | null = element.parentElement;
    path.unshift(parent ? Array.from(parent.children).indexOf(element) : 0);
    element = parent;
  }
  return path;
}

function focusAgain(part: Element, path: string | number[] | null): void {
  if (path === null) return;
  const at = (element: Element | undefined, place: number) => element?.children[place];
  const found =
    typeof path === "string" ? document.getElementById(path) : path.reduce<Element | undefined>(at, part);
  if (found instanceof HTMLElement) found.focus({ preventScroll: true });
}
