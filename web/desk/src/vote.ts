// `<form data-vote>`: a member of the commission votes on an act, with the reason's hash.

import { plainText, voteMessage } from "@suffrage/core/messages";
import { fill, keyFor, sendAfter, signingOf, tell } from "./forms.ts";
import { sign } from "./keys.ts";
import { say } from "./sentences.ts";

export function enhanceVotes(root: Document): void {
  for (const form of root.querySelectorAll<HTMLFormElement>("form[data-vote]")) {
    sendAfter(form, () => prepare(form));
  }
}

async function prepare(form: HTMLFormElement): Promise<boolean> {
  const key = await keyFor(form);
  if (!key) return false;
  const choice = form.querySelector<HTMLInputElement>('input[name="choice"]:checked')?.value;
  if (!choice) {
    tell(form, say("desk.no-choice"));
    form.querySelector<HTMLInputElement>('input[name="choice"]')?.focus();
    return false;
  }
  const reason = form.querySelector<HTMLTextAreaElement>('textarea[name="reason"]');
  const text = plainText(reason?.value ?? "");
  // The office hashes what the form sends, which is therefore what was hashed here.
  if (reason) reason.value = text;
  const { act = "", subject = "", member = "", sitting = "" } = form.dataset;
  const vote = { act, subject, member, choice, reason: text, sitting: Number(sitting) };
  fill(form, "signature", await sign(key, voteMessage(signingOf(form).origin, vote)));
  return true;
}
