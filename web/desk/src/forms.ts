// What the forms of the desks have in common: whose key signs, where to speak, sending once.

import { type HeldKey, heldKey } from "./keys.ts";
import { explain, say } from "./sentences.ts";

/** The election and the role that a form signs for: `data-origin`, `data-role`. */
export interface Signing {
  readonly origin: string;
  readonly role: string;
}

export function signingOf(element: HTMLElement): Signing {
  const whole = element.closest<HTMLElement>("[data-origin][data-role]");
  return { origin: whole?.dataset["origin"] ?? "", role: whole?.dataset["role"] ?? "" };
}

/** The form's role as the page calls it (`data-called`), else as records write it. */
export function calledRole(element: HTMLElement): string {
  return element.closest<HTMLElement>("[data-called]")?.dataset["called"] ?? signingOf(element).role;
}

/** The inputs of a form under one name, in the order of the page. */
export function inputs(form: HTMLFormElement, name: string): HTMLInputElement[] {
  return [...form.querySelectorAll<HTMLInputElement>(`input[name="${name}"]`)];
}

/** Fill the hidden input of a name; it is made where the page has none. */
export function fill(form: HTMLFormElement, name: string, value: string, place = 0): void {
  let input = inputs(form, name)[place];
  if (!input) {
    input = document.createElement("input");
    input.type = "hidden";
    input.name = name;
    form.append(input);
  }
  input.value = value;
}

/** Say something in the form's own line, which is read out; it is made at the end of the form. */
export function tell(form: HTMLElement, text: string, bad = true): void {
  let line = form.querySelector<HTMLElement>("[data-said]");
  if (!line) {
    line = document.createElement("p");
    line.dataset["said"] = "";
    line.setAttribute("role", "status");
    form.append(line);
  }
  line.classList.toggle("notice", bad);
  line.textContent = text;
}

/** The key that signs, or `undefined` after saying why there is none. */
export async function keyFor(form: HTMLElement): Promise<HeldKey | undefined> {
  const { origin, role } = signingOf(form);
  const key = await heldKey(origin, role);
  const called = { role: calledRole(form) };
  // The page may name the key on the board: with another one the act would be refused.
  const wanted = form.dataset["key"];
  if (!key) tell(form, say("desk.no-key", called));
  else if (wanted && wanted !== key.publicKey) tell(form, say("desk.other-key", called));
  else return key;
  return undefined;
}

/**
 * On submit, run `prepare` instead, once at a time; when it has filled the form, send it.
 * `prepare` answers whether the form is ready, and has said why when it is not.
 */
export function sendAfter(form: HTMLFormElement, prepare: () => Promise<boolean>): void {
  let busy = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    const pressed = event.submitter as HTMLButtonElement | null;
    disable(form, true);
    void prepare()
      .catch((error: unknown) => {
        tell(form, explain(error));
        return false;
      })
      .then((ready) => {
        if (ready) send(form, pressed);
        else disable(form, (busy = false));
      });
  });
  // A page that the browser brings back from its memory can be used again.
  addEventListener("pageshow", (event) => {
    if (event.persisted) disable(form, (busy = false));
  });
  // The page comes with its buttons off: pressed before this, they would send nothing signed.
  disable(form, false);
}

function send(form: HTMLFormElement, pressed: HTMLButtonElement | null): void {
  // The button's own value goes along, as it would without a script.
  if (pressed?.name) fill(form, pressed.name, pressed.value);
  if (pressed?.formAction && pressed.hasAttribute("formaction")) form.action = pressed.formAction;
  HTMLFormElement.prototype.submit.call(form);
}

function disable(form: HTMLFormElement, off: boolean): void {
  for (const button of form.querySelectorAll<HTMLButtonElement>("button, input[type=submit]")) {
    button.disabled = off;
  }
}
