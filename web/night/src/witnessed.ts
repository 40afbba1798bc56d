// How many witnesses have cosigned the board as it is served now. Cosignatures come after the
// pages, so that no page can say it without looking.

import { openCheckpoint } from "@suffrage/core/checkpoint";
import { COSIGNER, parseKey } from "@suffrage/core/keys";
import { folderOf, keyOf } from "./page.ts";
import { sentence } from "./sentences.ts";

/** Look at the checkpoint and fill the line of the foot; it stays hidden on a disk. */
export async function lookForWitnesses(): Promise<void> {
  if (!lineOf(document) || document.location.protocol === "file:") return;
  tellWitnesses(await folderOf(document)("log/checkpoint").catch(() => null));
}

/** Fill the line `data-quorum` of the page, where it has one, from the bytes of a checkpoint. */
export function tellWitnesses(note: Uint8Array | null): void {
  const line = lineOf(document);
  if (!line) return;
  const cosigned = note && cosignedBy(line, note);
  const few = !cosigned || cosigned.number < Number(line.dataset["quorum"]);
  line.classList.toggle("few", few);
  line.textContent = cosigned ? told(line, cosigned, few) : sentence(line, "said-unknown");
  line.hidden = false;
}

interface Cosigned {
  readonly number: number;
  readonly size: number;
}

function lineOf(page: Document): HTMLElement | null {
  return page.querySelector<HTMLElement>("[data-quorum]");
}

/** `null` where a line of the checkpoint does not hold: then nothing is said of any. */
function cosignedBy(line: HTMLElement, note: Uint8Array): Cosigned | null {
  const printed = (line.dataset["witnesses"] ?? "").split(" ");
  try {
    const keys = [keyOf(document).key, ...printed.map(parseKey)];
    const { checkpoint, note: opened } = openCheckpoint(note, keys);
    const number = opened.signed.filter((one) => one.key.kind === COSIGNER).length;
    return { number, size: checkpoint.size };
  } catch {
    return null;
  }
}

function told(line: HTMLElement, cosigned: Cosigned, few: boolean): string {
  const quorum = Number(line.dataset["quorum"]);
  const fields = { cosigned: cosigned.number, quorum, size: cosigned.size };
  return sentence(line, few ? "said-few" : "said-enough", fields);
}
