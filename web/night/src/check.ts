// "Check it yourself": the way from the log's key to the figures of a sheet, step by step, in the
// reader's browser. A page that lies can bring a script that lies: the answer is worth what the
// place it was loaded from is worth, and the last word has `suffrage verify`.

import { readPayload } from "@suffrage/core/blob";
import { fromUtf8, toBase64 } from "@suffrage/core/bytes";
import { decodeCanonical } from "@suffrage/core/canonical";
import { openCheckpoint } from "@suffrage/core/checkpoint";
import { NotVerified, SuffrageError, Unavailable } from "@suffrage/core/errors";
import { checkContinues, includedEntry } from "@suffrage/core/prove";
import { parseRecord } from "@suffrage/core/record";
import { checkFigures } from "./figures.ts";
import { folderOf, headOf, keyOf } from "./page.ts";
import { sentence } from "./sentences.ts";

const BUSY = "aria-disabled";
type Fields = Readonly<Record<string, string | number>>;
type Step = "checkpoint" | "growth" | "inclusion" | "record" | "blob" | "figures";
/** Notes that a step held; `shown` are bytes for the reader to see. */
type Note = (step: Step, fields: Fields, shown?: string) => void;

/** Show the sections that offer the check; they are hidden where no script runs. */
export function offerChecks(root: Element): void {
  for (const section of root.querySelectorAll<HTMLElement>("section[data-check]")) {
    const button = section.querySelector("button");
    const steps = section.querySelector("ol[data-steps]");
    if (!button || !steps) continue;
    section.hidden = false;
    button.addEventListener("click", () => void run(section, button, steps));
  }
}

async function run(section: HTMLElement, button: HTMLButtonElement, steps: Element): Promise<void> {
  // A button that is disabled would lose the focus.
  if (button.hasAttribute(BUSY)) return;
  button.setAttribute(BUSY, "true");
  steps.replaceChildren();
  try {
    // A page on a disk may not read the files beside it.
    if (document.location.protocol === "file:") throw new Unavailable("page.offline");
    await check(section, (step, fields, shown) => {
      append(steps, "ok", sentence(section, `said-${step}`, fields), shown);
    });
  } catch (error) {
    append(steps, "bad", failure(section, error));
  } finally {
    button.removeAttribute(BUSY);
  }
}

/** The page's sentence for what does not hold. */
function failure(section: HTMLElement, error: unknown): string {
  if (!(error instanceof SuffrageError)) throw error;
  const fields = { ...error.fields, code: error.code };
  if (error.code === "page.figure") return sentence(section, "said-differs", fields);
  if (!(error instanceof Unavailable)) return sentence(section, "said-bad", fields);
  return sentence(section, error.code === "page.offline" ? "said-offline" : "said-absent");
}

/** The whole way; throws at the first step that does not hold. */
async function check(section: HTMLElement, note: Note): Promise<void> {
  const read = folderOf(document);
  const { key, printed } = keyOf(document);
  const opened = openCheckpoint(await read("log/checkpoint"), [key]);
  const { size, root } = opened.checkpoint;
  note("checkpoint", { key: printed, size, root: toBase64(root) });
  const page = headOf(document);
  await checkContinues(read, page, opened.checkpoint);
  note("growth", { old: page.size, size });
  const index = Number(section.dataset["index"]);
  const { entry, hashes } = await includedEntry(read, index, opened.checkpoint);
  note("inclusion", { index, hashes, size });
  const record = parseRecord(entry);
  const blob = section.dataset["blob"] ?? "";
  if (record.payload !== blob) throw new NotVerified("record.blob", { blob });
  const { kind, by, at } = record;
  note("record", { kind, by, at }, fromUtf8(entry, "canonical.utf8"));
  const data = await readPayload(read, record);
  note("blob", { blob }, fromUtf8(data, "canonical.utf8"));
  note("figures", { figures: checkFigures(section, decodeCanonical(data)) });
}

function append(steps: Element, outcome: "ok" | "bad", text: string, shown?: string): void {
  const item = document.createElement("li");
  item.className = outcome;
  item.textContent = text;
  if (shown !== undefined) {
    const bytes = document.createElement("code");
    bytes.textContent = shown;
    item.append(document.createElement("br"), bytes);
  }
  steps.append(item);
}
