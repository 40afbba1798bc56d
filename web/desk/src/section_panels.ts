// The first two taps: the box is empty, and how many signed.

import { numberOf } from "@suffrage/core/section";
import { button, fieldNamed, make, mark, numberField, paragraph } from "./section_dom.ts";
import type { Desk } from "./section_view.ts";
import { EMPTY } from "./section_memory.ts";
import { say } from "./sentences.ts";

// The number is kept while it is typed, beside the pages of contests, whose ids hold no space.
const PLACE = "the signatures";

export function openPanel(desk: Desk): HTMLElement[] {
  const open = async () => {
    await desk.press("opened", { step: "opened", fields: {} });
    await desk.go();
  };
  return [
    make("h2", {}, say("section.open.title")),
    paragraph("section.open.explain"),
    button(say("section.open.act"), () => void open(), true),
  ];
}

export function signaturesPanel(desk: Desk): HTMLElement[] {
  const form = make("form", { novalidate: true });
  const label = say("section.field.signatures");
  const field = numberField({ name: "signatures", label, value: "" }, (text) => {
    mark("signatures", "");
    void desk.memory.keepPage(PLACE, { ...EMPTY, typed: { signatures: text } });
  });
  void desk.memory.page(PLACE).then(({ typed }) => {
    const input = field.querySelector("input");
    if (input && !input.value) input.value = typed["signatures"] ?? "";
  });
  let warned = -1;
  form.append(field, make("button", { class: "act" }, say("section.signatures.act")));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const typed = field.querySelector("input")?.value ?? "";
    const signatures = numberOf(typed);
    const code = typed.trim() ? "section.not-a-number" : "section.missing";
    if (signatures === undefined) return refuse(say(code, { field: label }));
    // Told once; the evening goes on whatever the list says, and the office answers for itself.
    const over = signatures > desk.state.registered && warned !== signatures;
    warned = signatures;
    if (over) return refuse(say("section.over-roll", { registered: desk.state.registered }));
    void count(desk, signatures);
  });
  return [make("h2", {}, say("section.signatures.title")), paragraph("section.signatures.explain"), form];
}

function refuse(text: string): void {
  mark("signatures", text);
  fieldNamed("signatures")?.focus();
}

/** The number goes its own way to the board; the sheets of the evening begin with it. */
async function count(desk: Desk, signatures: number): Promise<void> {
  for (const [id, page] of desk.pages) {
    const typed = { ...page.typed, signatures: String(signatures) };
    const same = page.typed["signatures"] === typed.signatures;
    await desk.memory.keepPage(id, { ...page, typed, ready: page.ready && same });
  }
  await desk.press("signatures", { step: "signatures", fields: { signatures } });
  await desk.go();
}
