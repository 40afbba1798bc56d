// `<form data-sign>` and `<form data-sign-all>`: records are shown from their bytes, then signed.

import { fromBase64 } from "@suffrage/core/bytes";
import { NotVerified } from "@suffrage/core/errors";
import { recordMessage } from "@suffrage/core/messages";
import { readShown, type Row, shortened, type Shown } from "@suffrage/core/shown";
import { fill, inputs, keyFor, sendAfter, signingOf, tell } from "./forms.ts";
import { sign } from "./keys.ts";
import { explain, fieldName } from "./sentences.ts";

interface ToSign {
  readonly bytes: Uint8Array;
  readonly shown: Shown;
}

export function enhanceSigning(root: Document): void {
  root.querySelectorAll<HTMLElement>("[data-shown][data-record]").forEach(showAlone);
  for (const form of root.querySelectorAll<HTMLFormElement>("form[data-sign], form[data-sign-all]")) {
    try {
      showAll(form, readAll(form));
    } catch (error) {
      tell(form, explain(error));
    }
    sendAfter(form, () => prepare(form));
  }
}

/** `<dl data-shown data-record data-payload>`: what an act would write, where nobody signs it yet. */
function showAlone(list: HTMLElement): void {
  const { record = "", payload = "" } = list.dataset;
  try {
    const { rows } = readShown(fromBase64(record, "record"), fromBase64(payload, "payload"));
    list.replaceChildren(...rows.flatMap((row) => shownRow(row, "")));
  } catch (error) {
    list.textContent = explain(error);
  }
}

/** The records of a form, each checked against its payload and the form's role. */
function readAll(form: HTMLFormElement): ToSign[] {
  const { role } = signingOf(form);
  const payloads = inputs(form, "payload");
  return inputs(form, "record").map((input, place) => {
    const bytes = fromBase64(input.value, "record");
    const shown = readShown(bytes, fromBase64(payloads[place]?.value ?? "", "payload"));
    // Whoever signs for one role must not be led to sign for another of the same key.
    if (shown.record.by !== role) throw new NotVerified("desk.other-role", { role: shown.record.by });
    return { bytes, shown };
  });
}

async function prepare(form: HTMLFormElement): Promise<boolean> {
  const key = await keyFor(form);
  if (!key) return false;
  // Read anew: what is signed is what the form holds now, and the page shows just that.
  const records = readAll(form);
  showAll(form, records);
  for (const [place, { bytes }] of records.entries()) {
    const message = recordMessage(signingOf(form).origin, bytes);
    fill(form, "signature", await sign(key, message), place);
  }
  return records.length > 0;
}

/** One list a record where the page has as many; else one list for all, numbered. */
function showAll(form: HTMLFormElement, records: readonly ToSign[]): void {
  const lists = [...form.querySelectorAll<HTMLElement>("[data-shown]")];
  const each = lists.length === records.length;
  for (const list of lists) list.replaceChildren();
  for (const [place, { shown }] of records.entries()) {
    const list = lists[each ? place : 0];
    const number = each ? "" : `${place + 1}. `;
    for (const row of shown.rows) list?.append(...shownRow(row, number));
  }
}

function shownRow({ name, value }: Row, number: string): HTMLElement[] {
  const [term, told] = [document.createElement("dt"), document.createElement("dd")];
  term.textContent = number + fieldName(name);
  term.title = name;
  told.textContent = shortened(value);
  if (told.textContent !== value) told.title = value;
  return [term, told];
}
