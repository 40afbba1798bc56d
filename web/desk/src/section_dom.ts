// Elements as the section's page needs them; text is text, never mark-up.

import type { Fields } from "@suffrage/core/errors";
import { say } from "./sentences.ts";

type Attributes = Readonly<Record<string, string | boolean>>;
type Child = Node | string | false | undefined;

/** A new element; an attribute that is `false` is left out, one that is `true` is empty. */
export function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== false && child !== undefined));
  return element;
}

/** A paragraph with the sentence of a code. */
export function paragraph(code: string, fields: Fields = {}, attributes: Attributes = {}): HTMLElement {
  return make("p", attributes, say(code, fields));
}

/** A button that does something; the main one of a step is large. */
export function button(text: string, press: () => void, main = false): HTMLButtonElement {
  const made = make("button", { type: "button", ...(main ? { class: "act" } : {}) }, text);
  made.addEventListener("click", press);
  return made;
}

/** What is typed into one field, and how it is labelled. */
export interface Field {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly optional?: boolean;
}

/** An input for a number, with its label and the place of what is wrong with it. */
export function numberField(field: Field, typed: (text: string) => void): HTMLElement {
  const id = `field-${field.name}`;
  const input = make("input", {
    id,
    name: field.name,
    type: "text",
    inputmode: "numeric",
    autocomplete: "off",
    maxlength: "12",
    "aria-describedby": `${id}-wrong`,
    "aria-required": field.optional ? "false" : "true",
  });
  input.value = field.value;
  input.addEventListener("input", () => typed(input.value));
  const wrong = make("p", { id: `${id}-wrong`, class: "fault", hidden: true });
  return make("div", { class: "number" }, make("label", { for: id }, field.label), input, wrong);
}

/** Say at a field what is wrong with it; "" when nothing is. */
export function mark(name: string, text: string): void {
  const input = fieldNamed(name);
  const wrong = document.getElementById(`field-${name}-wrong`);
  if (!input || !wrong) return;
  if (text) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
  wrong.textContent = text;
  wrong.hidden = !text;
}

/** The element in which a field is typed. */
export function fieldNamed(name: string): HTMLElement | null {
  return document.getElementById(`field-${name}`);
}

/** Put the reader at the beginning of what is new. */
export function arrive(heading: HTMLElement): void {
  heading.tabIndex = -1;
  heading.focus();
}
