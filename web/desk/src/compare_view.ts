// A comparison on the page: one sentence, the lines that differ with what to do, notes below.

import type { CampFile } from "@suffrage/core/camp";
import type { Comparison, Difference, Line, Outcome } from "@suffrage/core/compare";
import { inLanguage, say } from "./sentences.ts";

const NAMED = 3;
const NONE = "–";
const APART: readonly Outcome[] = ["awaited", "reserved", "annulled", "excused", "hidden", "absent"];

/** What the page calls things, and where a line leads; without an address there is no link. */
export interface Words {
  readonly unit: (unit: string) => string;
  /** Whether others have the name of this section. */
  readonly isShared: (unit: string) => boolean;
  readonly option: (option: string) => string;
  readonly sums: boolean;
  readonly dispute: ((unit: string) => string) | null;
  readonly claim: ((unit: string) => string) | null;
}

/** The sentence that is read out, and what stands below it. */
export function compared(found: Comparison, file: CampFile, number: number, words: Words): [string, Node[]] {
  const lines = found.lines.filter(({ differences }) => differences.length);
  const parts = [...(lines.length ? [table(lines, words)] : []), notes(found, file, words)];
  return [sentence(found, number, words), parts];
}

function sentence({ lines }: Comparison, sections: number, words: Words): string {
  if (!sections) return say("compare.said.none");
  const differing = lines.filter(({ outcome }) => outcome === "differs");
  if (!differing.length) return say("compare.said.equal", { sections });
  const pairs = differing.slice(0, NAMED).map((line) => pair(line, words));
  let named = pairs.reduce((first, last) => say("compare.said.and", { first, last }));
  const number = differing.length - NAMED;
  if (number > 0) named = say("compare.said.more", { named, number });
  if (sections === 1) return say("compare.said.single", { named });
  const fields = { sections, equal: sections - differing.length, differing: differing.length, named };
  return say(differing.length === 1 ? "compare.said.one" : "compare.said.several", fields);
}

/** A section, with its code if others have its name, and its largest difference. */
function pair({ unit, differences }: Line, words: Words): string {
  const gap = ({ mine, board }: Difference) => Math.abs(mine - (board ?? 0));
  const worst = differences.reduce((one, other) => (gap(other) > gap(one) ? other : one));
  const name = words.isShared(unit) ? title(unit, words) : words.unit(unit);
  return say("compare.said.pair", { unit: name, mine: worst.mine, board: figure(worst.board) });
}

/** The figures first, then what to do about a section in a row of its own: a phone is narrow. */
function table(lines: readonly Line[], words: Words): HTMLElement {
  const names = ["section", "figure", "mine", "board", "difference", "state", "line"];
  const head = row(names.map((name) => cell("th", say(`compare.label.${name}`), "col")));
  for (const number of [...head.children].slice(2, 5)) number.className = "n";
  const body = lines.flatMap((line) => [
    ...line.differences.map((one) => lineOf(line, one, words)),
    ...(words.dispute || words.claim ? [nextOf(line, words, names.length)] : []),
  ]);
  const whole = element("table");
  whole.append(element("thead", head), element("tbody", ...body));
  const wide = element("div", whole);
  wide.className = "wide";
  wide.tabIndex = 0;
  return wide;
}

function lineOf(line: Line, one: Difference, words: Words): HTMLElement {
  const gap = one.mine - (one.board ?? 0);
  const cells = [
    cell("th", title(line.unit, words), "row"),
    cell("td", field(one.field, words)),
    cell("td", inLanguage(one.mine)),
    cell("td", figure(one.board)),
    cell("td", `${gap > 0 ? "+" : ""}${inLanguage(gap)}`),
    cell("td", say(`compare.label.${line.outcome}`)),
    cell("td", String(line.line)),
  ];
  for (const number of cells.slice(2, 5)) number.className = "n";
  return row(cells);
}

/** Once a section: a dispute is of its sheet, whatever the figure. */
function nextOf(line: Line, words: Words, columns: number): HTMLElement {
  const next = document.createElement("td");
  next.colSpan = columns;
  if (words.dispute) next.append(link(words.dispute(line.unit), "compare.page.dispute", line, words));
  if (words.dispute && words.claim) next.append(" · ");
  if (words.claim) next.append(link(words.claim(line.unit), "compare.page.claim", line, words));
  return row([next]);
}

function link(href: string, code: string, { unit }: Line, words: Words): HTMLElement {
  const made = document.createElement("a");
  made.href = href;
  made.textContent = say(code);
  // Many links of one name lie on the page: each is told with its section.
  made.setAttribute("aria-label", say("compare.page.of", { action: say(code), section: title(unit, words) }));
  return made;
}

function notes(found: Comparison, file: CampFile, words: Words): HTMLElement {
  const differs = found.lines.some(({ outcome }) => outcome === "differs");
  const texts = differs && words.sums ? effects(found, words) : [];
  for (const { text, line, nearest } of file.unknown) {
    const near = nearest.map((unit) => title(unit, words)).join(", ");
    const code = nearest.length ? "compare.note.unknown-near" : "compare.note.unknown";
    texts.push(say(code, { text, line: String(line), nearest: near }));
  }
  for (const outcome of APART) {
    const units = found.lines.filter((line) => line.outcome === outcome).map(({ unit }) => unit);
    const some = units.slice(0, NAMED).join(", ") + (units.length > NAMED ? ", …" : "");
    if (units.length) texts.push(say(`compare.note.${outcome}`, { number: units.length, units: some }));
  }
  if (file.ignored.length) texts.push(say("compare.note.ignored", { columns: file.ignored.join(", ") }));
  texts.push(say("compare.page.local"));
  return element("ul", ...texts.map((text) => element("li", text)));
}

function effects({ effect }: Comparison, words: Words): string[] {
  const sums = Array.from(effect.board, ([option, board]) =>
    say("compare.effect.sum", { option: words.option(option), mine: effect.mine.get(option) ?? 0, board }),
  );
  const names = (options: readonly string[]) => options.map(words.option).join(", ") || NONE;
  const [now, then] = [names(effect.ahead), names(effect.aheadWith)];
  const code = effect.ahead.join() === effect.aheadWith.join() ? "compare.effect.same" : "compare.effect.changes";
  return [say("compare.effect.sums", { sums: sums.join(", ") }), say(code, { now, then })];
}

// -- words and elements ----------------------------------------------------------------------

function title(unit: string, words: Words): string {
  const name = words.unit(unit);
  return name === unit ? unit : `${name} (${unit})`;
}

function field(name: string, words: Words): string {
  const [kind, option] = [name.split(".")[0] ?? "", name.split(".").slice(1).join(".")];
  return option ? words.option(option) : say(`compare.label.${kind}`);
}

function figure(value: number | null): string {
  return value === null ? NONE : inLanguage(value);
}

function element(name: string, ...parts: (Node | string)[]): HTMLElement {
  const made = document.createElement(name);
  made.append(...parts);
  return made;
}

function cell(name: "td" | "th", text: string, scope = ""): HTMLElement {
  const made = element(name, text);
  if (scope) made.setAttribute("scope", scope);
  return made;
}

function row(cells: readonly HTMLElement[]): HTMLElement {
  return element("tr", ...cells);
}
