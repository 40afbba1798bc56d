// `<form data-make-key>`: a new key for a role; `[data-key-state]`: whether this browser has one.

import { fingerprint } from "@suffrage/core/messages";
import { calledRole, fill, sendAfter, signingOf } from "./forms.ts";
import { heldKey, makeKey, proveKey } from "./keys.ts";
import { explain, say } from "./sentences.ts";

export function enhanceKeys(root: Document): void {
  for (const form of root.querySelectorAll<HTMLFormElement>("form[data-make-key]")) {
    sendAfter(form, () => prepare(form));
  }
  for (const state of root.querySelectorAll<HTMLElement>("[data-key-state]")) {
    showState(state, root).catch((error: unknown) => (state.textContent = explain(error)));
  }
}

async function prepare(form: HTMLFormElement): Promise<boolean> {
  const { origin, role } = signingOf(form);
  const old = await heldKey(origin, role);
  const question = old && say("desk.replace-key", { key: fingerprint(old.publicKey), role: calledRole(form) });
  if (question && !globalThis.confirm(question)) return false;
  const key = await makeKey(origin, role);
  fill(form, "key", key.publicKey);
  fill(form, "proof", await proveKey(key, origin, role));
  return true;
}

async function showState(state: HTMLElement, root: Document): Promise<void> {
  const near = state.closest("[data-origin][data-role]");
  const form = root.querySelector<HTMLElement>("form[data-make-key]");
  const place = near || !form ? state : form;
  const { origin, role } = signingOf(place);
  const called = calledRole(place);
  const key = await heldKey(origin, role);
  state.dataset["keyState"] = key ? "held" : "none";
  state.textContent = key
    ? say("desk.key-held", { key: fingerprint(key.publicKey), role: called })
    : say("desk.key-none", { role: called });
}
