// One contest's figures and the photo of its sheet: everything is kept at each key that is pressed.
// The first entry, a correction, and the lines that are read again are one form.

import { sha256 } from "@noble/hashes/sha2.js";
import { toHex } from "@suffrage/core/bytes";
import {
  type Contest, type Difference, type Fault, faults, fieldsOf, findingsOf, rereadFaults, rereadFields, type SheetFields,
} from "@suffrage/core/section";
import type { Finding } from "@suffrage/core/sheet";
import { button, fieldNamed, make, mark, numberField, paragraph } from "./section_dom.ts";
import { choices, type FieldsOf, fieldsFor, labelOf } from "./section_fields.ts";
import { answersOthers, call, leave, newFix, placeOf, typedFix } from "./section_fix.ts";
import { EMPTY, type Page } from "./section_memory.ts";
import { draw, readPhoto } from "./section_photo.ts";
import type { Desk } from "./section_view.ts";
import { explain, say } from "./sentences.ts";

/** The first entry of a contest. */
export function figuresPanel(desk: Desk, contest: Contest): HTMLElement[] {
  const page = desk.pages.get(contest.id) ?? EMPTY;
  return [
    make("h2", {}, say("section.figures.title", { contest: contest.label })),
    paragraph("section.figures.explain"),
    new Figures(desk, contest, contest.id, page).form,
  ];
}

/** All figures again, because something was mistyped. */
export function fixPanel(desk: Desk, contest: Contest): HTMLElement[] {
  const begun = typedFix(desk, contest);
  const page = begun && !begun.answers ? begun : newFix(desk, contest, false);
  return [
    make("h2", {}, say("section.fix.heading", { contest: contest.label })),
    paragraph("section.figures.explain"),
    new Figures(desk, contest, placeOf(contest.id), page).form,
    leave(desk, contest.id),
  ];
}

/** The lines that another person has read otherwise, blank. */
export function againPanel(desk: Desk, contest: Contest, difference: Difference): HTMLElement[] {
  const begun = typedFix(desk, contest);
  const page = begun?.answers ? begun : newFix(desk, contest, true);
  const late = answersOthers(desk, contest);
  return [
    make("h2", {}, say("section.again.title", { contest: contest.label })),
    ...(late ? [paragraph("section.other-lines", { unit: desk.state.unit }, { class: "fault" })] : []),
    paragraph("section.again.explain", {}, { class: "notice" }),
    new Figures(desk, contest, placeOf(contest.id), page, difference).form,
  ];
}

/** The sheet that a page makes: of all lines, or of those that were read again. */
export function fieldsTyped({ state }: Desk, contest: Contest, page: Page): SheetFields {
  const { answers, reserved, scan, typed } = page;
  if (answers && contest.difference) return rereadFields(typed, contest.id, contest.difference);
  return fieldsOf(typed, contest, state, { scan, reserved });
}

class Figures {
  readonly form = make("form", { novalidate: true });
  private page: Page;
  private readonly said = make("div", { class: "findings", role: "status" });
  private readonly says = make("div");
  private readonly preview = make("canvas", { class: "preview", hidden: true, "aria-hidden": "true" });
  private readonly photoSaid = make("p", { id: "field-scan-wrong", role: "status" });

  constructor(
    private readonly desk: Desk,
    private readonly contest: Contest,
    private readonly place: string,
    page: Page,
    private readonly difference?: Difference,
  ) {
    const { state } = desk;
    const blank = state.signatures === null || contest.difference?.names.includes("signatures");
    const counted = blank ? {} : { signatures: String(state.signatures) };
    this.page = { ...page, typed: { ...counted, ...page.typed } };
    const fields = difference ? { needed: difference.names, optional: [] } : fieldsFor(contest, state);
    this.form.append(...this.numbers(fields), ...(difference ? [] : [this.photoField()]), this.says);
    this.form.append(make("button", { class: "act" }, say(difference ? "section.again.act" : "section.figures.act")));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.goOn(false);
    });
    this.showPhoto("");
    this.check();
  }

  private numbers({ needed, optional }: FieldsOf): HTMLElement[] {
    const fields = (names: readonly string[]) => names.map((name) => this.field(name, !needed.includes(name)));
    const more = make("details", {}, make("summary", {}, say("section.figures.more")), ...fields(optional));
    return [...fields(needed), this.said, ...(optional.length ? [more] : [])];
  }

  private field(name: string, optional: boolean): HTMLElement {
    const label = labelOf(name, this.contest, this.desk.state);
    const value = this.page.typed[name] ?? "";
    const typed = (text: string) => this.type(name, text);
    if (name.startsWith("agents.")) return choices({ name, label, value }, typed);
    return numberField({ name, label, value, optional }, typed);
  }

  private type(name: string, text: string): void {
    mark(name, "");
    const typed = { ...this.page.typed, [name]: text };
    // What was said of other figures is not said of these.
    this.keep({ ...this.page, typed, ready: false, reserved: false });
    this.check();
  }

  private keep(page: Page): Promise<void> {
    this.page = page;
    return this.desk.memory.keepPage(this.place, page);
  }

  /** Once all mandatory figures are there, what they show together is said while one types. */
  private check(): void {
    const { hard, soft } = this.findings();
    const lines = [...hard, ...soft].map((one) => this.line(one, hard.includes(one)));
    const says = hard.length ? this.impossible() : [];
    // Unchanged lines are not read out again.
    const text = lines.map(({ textContent }) => textContent).join("\n");
    if (this.said.dataset["text"] === text) return;
    this.said.dataset["text"] = text;
    this.said.replaceChildren(...lines);
    this.says.replaceChildren(...says);
  }

  /** The first entry goes as reserved; it is not changed for another that cannot be right. */
  private impossible(): HTMLElement[] {
    if (this.page.replaces) return [paragraph("section.fix.impossible"), ...call(this.desk)];
    return [
      button(say("section.paper-says"), () => void this.goOn(true)),
      paragraph("section.paper-says.explain"),
    ];
  }

  private faults(): Fault[] {
    const { contest, desk, difference, page } = this;
    return difference ? rereadFaults(page.typed, difference) : faults(page.typed, contest, desk.state);
  }

  private line({ code, field, numbers }: Finding, hard: boolean): HTMLElement {
    const name = labelOf(field, this.contest, this.desk.state);
    const text = say("section.finding", { field: name, sentence: say(code, numbers) });
    return make("p", { class: hard ? "fault" : "soft" }, text);
  }

  private findings(): { hard: readonly Finding[]; soft: readonly Finding[] } {
    if (this.faults().length) return { hard: [], soft: [] };
    return findingsOf(fieldsTyped(this.desk, this.contest, this.page), this.contest, this.desk.state);
  }

  private async goOn(reserved: boolean): Promise<void> {
    const { state } = this.desk;
    const found = this.faults();
    for (const { code, field } of found) {
      mark(field, say(code, { field: labelOf(field, this.contest, state) }));
    }
    const [wrong] = found;
    if (wrong) return this.lookAt(wrong.field);
    if (!this.page.scan && !this.difference) {
      this.photoSaid.textContent = say("section.photo-missing");
      this.photoSaid.className = "fault";
      return this.lookAt("scan");
    }
    const [hard] = this.findings().hard;
    if (hard && !reserved) return this.lookAt(hard.field);
    const names = this.difference?.names ?? [];
    await this.keep({ ...this.page, ready: true, reserved: hard !== undefined, names });
    // Figures that are on their way already are replaced, if they are still here.
    await this.desk.go(this.page.replaces || this.desk.items.has(`sheet:${this.contest.id}`) ? "send" : "");
  }

  private lookAt(name: string): void {
    const field = fieldNamed(name) ?? this.form.querySelector<HTMLElement>("input");
    field?.closest("details")?.setAttribute("open", "");
    field?.focus();
  }

  private photoField(): HTMLElement {
    const input = make("input", {
      id: "field-scan",
      type: "file",
      accept: "image/*",
      capture: "environment",
      "aria-describedby": "field-scan-wrong",
    });
    input.addEventListener("change", () => {
      const file = input.files?.[0];
      if (file) void this.take(file).finally(() => (input.value = ""));
    });
    // The label is the button that one sees; the browser's own speaks the browser's language.
    const label = make("label", { for: "field-scan", class: "button" }, say("section.photo-take"));
    return make("div", { class: "photo" }, input, label, this.photoSaid, this.preview);
  }

  private async take(file: Blob): Promise<void> {
    this.photoSaid.className = "";
    this.photoSaid.textContent = say("section.photo-reading");
    try {
      const data = await readPhoto(file);
      const scan = toHex(sha256(data));
      await this.desk.memory.keepPhoto(this.contest.id, data);
      await this.keep({ ...this.page, scan, ready: false });
      // It goes ahead of the figures, while they are still being typed.
      await this.desk.press(`photo:${this.contest.id}`, { step: "photo", fields: { scan } });
      this.showPhoto("");
    } catch (error) {
      this.showPhoto(explain(error));
    }
  }

  private showPhoto(wrong: string): void {
    this.photoSaid.className = wrong ? "fault" : "";
    this.photoSaid.textContent = wrong || (this.page.scan ? say("section.photo-kept") : "");
    void this.desk.memory.photo(this.contest.id).then((data) => data && draw(this.preview, data));
  }
}
