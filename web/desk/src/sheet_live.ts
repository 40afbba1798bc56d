// `<form data-sheet data-registered="214">`: while somebody copies a sheet, what its figures show
// together is said in sentences (docs/spec/sheet.md), never the figure that would make it add up.
// The office looks again when the form is sent; without this script it says the same then.

import { numberOf } from "@suffrage/core/section";
import { checkSheet, type Finding, type SheetFigures, sum } from "@suffrage/core/sheet";
import { say } from "./sentences.ts";

const PLAIN = ["signatures", "ballots", "blank"] as const;

export function enhanceSheets(root: Document): void {
  for (const form of root.querySelectorAll<HTMLFormElement>("form[data-sheet]")) {
    form.addEventListener("input", () => tellFindings(form));
    tellFindings(form);
  }
}

function tellFindings(form: HTMLFormElement): void {
  const place = form.querySelector<HTMLElement>("[data-findings]");
  const lines = findings(form).map(([finding, hard]) => line(form, finding, hard));
  const text = lines.map(({ textContent }) => textContent).join("\n");
  // Unchanged lines are not read out again.
  if (!place || place.dataset["text"] === text) return;
  place.dataset["text"] = text;
  place.replaceChildren(...lines);
}

/** Each finding with whether it is hard; none before every line of the paper is there. */
function findings(form: HTMLFormElement): [Finding, boolean][] {
  const figures = read(form);
  if (!figures) return [];
  const { hard, soft } = checkSheet(figures, figures.registered, Object.keys(figures.votes));
  return [...hard.map((one): [Finding, boolean] => [one, true]), ...soft.map((one): [Finding, boolean] => [one, false])];
}

function read(form: HTMLFormElement): SheetFigures | undefined {
  const fields = [...form.querySelectorAll<HTMLInputElement>("input[inputmode=numeric]")];
  const typed = new Map(fields.map(({ name, value }) => [name, numberOf(value)]));
  const known = new Map([...typed].flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])));
  if (known.size < fields.length) return undefined;
  const part = (begin: string) => Object.fromEntries([...known].filter(([name]) => name.startsWith(begin)).map(([name, value]) => [name.slice(begin.length), value]));
  const [signatures = 0, ballots = 0, blank = 0] = PLAIN.map((name) => known.get(name));
  const votes = part("votes.");
  return {
    signatures,
    ballots,
    blank,
    votes,
    proxies: known.get("proxies") ?? 0,
    registered: Number(form.dataset["registered"]),
    valid: known.get("valid") ?? sum(votes),
    void: { ...part("void."), ...(known.has("void") ? { unsorted: known.get("void") ?? 0 } : {}) },
  };
}

function line(form: HTMLFormElement, { code, field, numbers }: Finding, hard: boolean): HTMLElement {
  const input = form.querySelector<HTMLInputElement>(`input[name="${CSS.escape(field)}"]`);
  const said = document.createElement("p");
  said.className = hard ? "fault" : "soft";
  const name = input?.labels?.[0]?.textContent ?? field;
  said.textContent = say("section.finding", { field: name, sentence: say(code, numbers) });
  return said;
}
