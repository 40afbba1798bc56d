// The line of a page that is read out: `<p role="status" aria-live="polite" id="live">`.

import { sentence } from "./sentences.ts";

export type LiveState = "new" | "stale" | "rollback";

/** Say the page's sentence for a state, and what follows it; an alarm interrupts. */
export function say(state: LiveState, more = ""): void {
  const live = document.getElementById("live");
  if (!live) return;
  live.setAttribute("aria-live", state === "rollback" ? "assertive" : "polite");
  live.dataset["state"] = state;
  const text = `${sentence(live, `said-${state}`)} ${more}`.trim();
  // The same words again would be read out again.
  if (live.textContent !== text) live.textContent = text;
}

/** Say nothing more: a warning no longer holds, or news has been there for one look. */
export function settle(): void {
  const live = document.getElementById("live");
  if (!live) return;
  live.textContent = "";
  delete live.dataset["state"];
}
