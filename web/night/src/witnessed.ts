// How many witnesses have cosigned the board as it is served now. Cosignatures come after the
// pages, so that no page can say it without looking.

import { openCheckpoint } from "@suffrage/core/checkpoint";
import { COSIGNER, parseKey } from "@suffrage/core/keys";
import { folderOf, keyOf } from "./page.ts";
import { sentence } from "./sentences.ts";

/** Fill the line `data-quorum` of a piece of a page, where it has one; it stays hidden on a disk. */
export async function tellWitnesses(root: Element): Promise<void> {
  const line = root.querySelector<HTMLElement>("[data-quorum]");
  if (!line || document.location.protocol === "file:") return;
  line.textContent = await told(root, line).catch(() => sentence(line, "said-unknown"));
  line.hidden = false;
}

async function told(root: Element, line: HTMLElement): Promise<string> {
  const { key } = keyOf(document);
  const printed = [...root.querySelectorAll<HTMLElement>("[data-witness]")];
  const witnesses = printed.map((one) => parseKey(one.textContent ?? ""));
  const note = await folderOf(document)("log/checkpoint");
  const { checkpoint, note: opened } = openCheckpoint(note, [key, ...witnesses]);
  const cosigned = opened.signed.filter((one) => one.key.kind === COSIGNER).length;
  const quorum = Number(line.dataset["quorum"]);
  const name = cosigned >= quorum ? "said-enough" : "said-few";
  return sentence(line, name, { cosigned, quorum, size: checkpoint.size });
}
