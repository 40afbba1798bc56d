// A camp's own file set beside the public figures, on the device: `<input type="file" data-compare>`.
// The file is read here and never sent: the input has no name, and its form is never submitted.

import { type CampFile, type Known, readCamp } from "@suffrage/core/camp";
import { type Comparison, type Listed, comparedCount, compareSections, listedSections } from "@suffrage/core/compare";
import type { RowFault } from "@suffrage/core/csv";
import { Unavailable } from "@suffrage/core/errors";
import { type Labels, labelsIn } from "@suffrage/core/labels";
import { type Words, compared } from "./compare_view.ts";
import { explain, say } from "./sentences.ts";

/**
 * The form around the input has `data-sheets` and, if there is one, `data-names`: addresses of
 * `sheets.csv` and of the table of names, with `{contest}` for the contest; the contest itself in
 * `data-contest`, or chosen in its `<select data-contest>`; and `data-dispute` and `data-claim`,
 * addresses with `{unit}` and `{contest}`. While no sum may be shown it has `data-no-sums`, and
 * then only sections are compared. It is hidden until this has run.
 */
export function enhanceCompare(root: Document): void {
  for (const input of root.querySelectorAll<HTMLInputElement>("input[type=file][data-compare]")) {
    const form = input.closest("form");
    if (form) enhance(form, input);
  }
}

function enhance(form: HTMLFormElement, input: HTMLInputElement): void {
  // What has no name belongs to no submission, whoever submits the form.
  input.removeAttribute("name");
  form.addEventListener("submit", (event) => event.preventDefault());
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  const place = document.createElement("div");
  form.after(said, place);
  form.hidden = false;
  let run = 0;
  const start = () => {
    const file = input.files?.[0];
    const mine = (run += 1);
    place.replaceChildren();
    said.textContent = file ? say("compare.page.reading") : "";
    if (!file) return;
    void outcome(form, file).then(([text, parts]) => {
      // Another file may have been chosen meanwhile.
      if (mine !== run) return;
      said.textContent = text;
      place.replaceChildren(...parts);
    });
  };
  input.addEventListener("change", start);
  form.querySelector("select[data-contest]")?.addEventListener("change", start);
}

async function outcome(form: HTMLFormElement, file: File): Promise<[string, Node[]]> {
  try {
    return await compareFile(form, new Uint8Array(await file.arrayBuffer()));
  } catch (error) {
    return [explain(error), []];
  }
}

async function compareFile(form: HTMLFormElement, data: Uint8Array): Promise<[string, Node[]]> {
  const chosen = form.querySelector<HTMLSelectElement>("select[data-contest]")?.value;
  const instance = chosen ?? form.dataset["contest"] ?? "";
  const contest = instance.split("@")[0] ?? "";
  const [sheets, names] = await Promise.all([
    fetched(address(form.dataset["sheets"], { contest })),
    form.dataset["names"] ? fetched(address(form.dataset["names"], { contest })).catch(() => null) : null,
  ]);
  const board = listedSections(sheets, instance);
  const labels: Labels = names ? labelsIn(names) : { units: new Map(), options: new Map() };
  const known = knownOf(instance, board, labels);
  const read = readCamp(data, known);
  if ("faults" in read) return [say("compare.rejected", { number: read.faults.length }), [faultList(read.faults)]];
  const found = compareSections(board, [...known.options.keys()], read.rows);
  return shown(form, contest, labels, found, read);
}

function shown(
  form: HTMLFormElement,
  contest: string,
  labels: Labels,
  found: Comparison,
  read: CampFile,
): [string, Node[]] {
  const link = (name: "dispute" | "claim") => (unit: string) => address(form.dataset[name], { unit, contest });
  const named = [...labels.units.values()];
  const words: Words = {
    unit: (unit) => labels.units.get(unit) ?? unit,
    isShared: (unit) => named.filter((name) => name === labels.units.get(unit)).length > 1,
    option: (option) => labels.options.get(option) ?? option,
    sums: form.dataset["noSums"] === undefined,
    dispute: form.dataset["dispute"] ? link("dispute") : null,
    claim: form.dataset["claim"] ? link("claim") : null,
  };
  return compared(found, read, comparedCount(found), words);
}

function knownOf(instance: string, board: readonly Listed[], labels: Labels): Known {
  const fields = board.flatMap(({ figures }) => [...(figures?.keys() ?? [])]);
  const ids = new Set(fields.filter((one) => one.startsWith("votes.")).map((one) => one.slice(6)));
  const named = (names: ReadonlyMap<string, string>) => (id: string) =>
    [id, names.has(id) ? [names.get(id) ?? ""] : []] as const;
  return {
    instance,
    options: new Map([...ids].map(named(labels.options))),
    sections: new Map(board.map(({ unit }) => unit).map(named(labels.units))),
  };
}

/** Public files only, asked for without anything that says who asks. */
async function fetched(url: string): Promise<Uint8Array> {
  const answer = await fetch(url, { credentials: "omit", cache: "no-cache" }).catch(() => null);
  if (!answer?.ok) throw new Unavailable("compare.page.absent");
  return new Uint8Array(await answer.arrayBuffer());
}

function address(template: string | undefined, fields: Readonly<Record<string, string>>): string {
  return (template ?? "").replace(/\{([a-z]+)\}/g, (whole, name: string) => {
    const value = fields[name];
    return value === undefined ? whole : encodeURIComponent(value);
  });
}

function faultList(faults: readonly RowFault[]): HTMLElement {
  const list = document.createElement("ul");
  for (const { line, column, code, fields } of faults) {
    const item = document.createElement("li");
    const place = { line: String(line), column, sentence: say(code, fields) };
    item.textContent = say(column ? "compare.page.place" : "compare.page.line", place);
    list.append(item);
  }
  return list;
}
