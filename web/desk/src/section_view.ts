// The section's page: where the evening stands, and the one thing to do now.

import { type Item, enqueue, waitsFor, type Work } from "@suffrage/core/queue";
import type { Contest } from "@suffrage/core/section";
import { fingerprint } from "@suffrage/core/messages";
import { arrive, button, make, paragraph } from "./section_dom.ts";
import { againPanel, figuresPanel, fixPanel } from "./section_figures.ts";
import { asksAgain, call, isCorrectable, nextFix, placeOf } from "./section_fix.ts";
import type { Page } from "./section_memory.ts";
import { newPress } from "./section_office.ts";
import { openPanel, signaturesPanel } from "./section_panels.ts";
import type { Evening, Runner } from "./section_runner.ts";
import { donePanel, sendPanel } from "./section_send.ts";
import { inLanguage, say } from "./sentences.ts";

/** What panels see of the evening, and what they may do. */
export interface Desk extends Evening {
  readonly items: ReadonlyMap<string, Item>;
  readonly pages: ReadonlyMap<string, Page>;
  /** Put a step on its way; the page goes on without waiting for the network. */
  press(id: string, work: Work): Promise<void>;
  /** Show the step that is next, or the one named. */
  go(view?: string): Promise<void>;
}

export class SectionView {
  private desk: Desk | undefined;
  private showing: Promise<void> = Promise.resolve();
  private asked = "";
  private shown = "";
  private readonly status = make("p", { id: "section-status", role: "status" });
  private readonly notices = make("div", { id: "section-notices" });
  private readonly steps = make("ol", { class: "taps" });
  private readonly panel = make("section", { id: "section-panel" });
  private readonly place = make("p", { class: "place" });

  constructor(
    root: HTMLElement,
    private readonly runner: () => Runner,
  ) {
    root.replaceChildren(this.place, this.status, this.notices, this.steps, this.panel);
  }

  /** Show the evening as it now is; what is being typed stays as it is. */
  show(evening: Evening): Promise<void> {
    // One after the other, or an older view would come after a newer one.
    this.showing = this.showing.catch(() => undefined).then(() => this.draw(evening));
    return this.showing;
  }

  private async draw(evening: Evening): Promise<void> {
    const items = new Map((await evening.memory.load()).map((one) => [one.id, one]));
    const { contests } = evening.state;
    const pages = new Map<string, Page>();
    for (const place of contests.flatMap(({ id }) => [id, placeOf(id)])) {
      pages.set(place, await evening.memory.page(place));
    }
    const desk: Desk = {
      ...evening,
      items,
      pages,
      press: (id, work) => this.press(evening, id, work),
      go: (view = "") => this.go(view),
    };
    this.desk = desk;
    this.place.textContent = say("section.place", { name: desk.state.unit_name, unit: desk.state.unit });
    const line = statusLine(desk);
    // The same words again would be read out again.
    if (this.status.textContent !== line) this.status.textContent = line;
    renew(this.notices, notices(desk, () => void this.runner().takeOver(desk.state)));
    renew(this.steps, stepsOf(desk));
    this.render(desk);
  }

  private async press({ memory }: Evening, id: string, work: Work): Promise<void> {
    await enqueue(memory, { id, press: newPress(), work, status: "waiting" });
    this.runner().hurry();
  }

  private async go(view: string): Promise<void> {
    this.asked = view;
    this.shown = "";
    if (this.desk) await this.show(this.desk);
    const heading = this.panel.querySelector("h2");
    if (heading) arrive(heading);
  }

  private render(desk: Desk): void {
    const view = this.asked || nextView(desk);
    const live = view === "send" || view === "done";
    const statuses = live ? [...desk.items.values()].map(({ id, status }) => `${id} ${status}`) : [];
    const sheets = view.startsWith("figures") ? [] : desk.state.contests.map(standing);
    const shown = [view, ...statuses, live ? desk.state.polls : "", ...sheets].join("\n");
    if (this.shown === shown) return;
    this.shown = shown;
    this.panel.replaceChildren(...panelOf(view, desk));
  }
}

/** What others have done with a sheet: a page that speaks of it is another one then. */
const standing = ({ difference, sheet }: Contest) =>
  [sheet?.status, sheet?.payload, difference?.names, difference?.held].join(" ");

/** Put new children in place only where they say something else: focus stays where it is. */
function renew(place: HTMLElement, children: readonly HTMLElement[]): void {
  const text = children.map(({ textContent }) => textContent).join("\n");
  if (place.dataset["text"] === text) return;
  place.dataset["text"] = text;
  place.replaceChildren(...children);
}

function panelOf(view: string, desk: Desk): HTMLElement[] {
  if (view === "open") return openPanel(desk);
  if (view === "signatures") return signaturesPanel(desk);
  if (view === "send") return sendPanel(desk);
  const [name, id] = view.split(":");
  const contest = desk.state.contests.find((one) => one.id === id);
  if (!contest) return donePanel(desk);
  if (name === "figures") return figuresPanel(desk, contest);
  const { difference } = contest;
  if (name === "again" && difference && !difference.held) return againPanel(desk, contest, difference);
  return isCorrectable(contest) ? fixPanel(desk, contest) : donePanel(desk);
}

/** Whether a contest has its figures on their way, or somebody else's on the board. */
const isOver = (desk: Desk, { id, sheet }: Contest) => desk.items.has(`sheet:${id}`) || sheet !== null;

function nextView(desk: Desk): string {
  const { contests, opened, signatures } = desk.state;
  if (!opened && !desk.items.has("opened")) return "open";
  if (signatures === null && !desk.items.has("signatures")) return "signatures";
  const open = contests.filter((contest) => !isOver(desk, contest));
  const typing = open.find(({ id }) => !desk.pages.get(id)?.ready);
  if (typing) return `figures:${typing.id}`;
  if (open.length) return "send";
  return contests.map((contest) => nextFix(desk, contest)).find(Boolean) ?? "done";
}

function statusLine(desk: Desk): string {
  const { items, lost, failed, state } = desk;
  if (failed) return failed;
  if (lost) return say(lost);
  if (state.contests.some((contest) => asksAgain(desk, contest))) return say("section.again.status");
  const all = [...items.values()];
  if (all.some(({ status }) => status === "refused")) return say("section.status.refused");
  const waits = all.map((one) => waitsFor(one, all, state)).find(Boolean);
  if (waits) return say(`section.waits.${waits}`);
  if (all.some(({ status }) => status !== "sent")) return say("section.status.sending");
  return say(all.length ? "section.status.kept" : "section.status.ready");
}

function notices(desk: Desk, takeOver: () => void): HTMLElement[] {
  const { key, public_key: appointed } = desk.state;
  const told: HTMLElement[] = [];
  const foreign = !desk.publicKey || (appointed !== undefined && appointed !== desk.publicKey);
  if (key !== "none" && foreign) {
    told.push(paragraph("section.other-phone", {}, { class: "notice" }));
    told.push(button(say("section.take-over"), takeOver));
  } else if (key !== "appointed") {
    told.push(paragraph("section.tell-key", { key: fingerprint(desk.publicKey) }, { class: "said" }));
  }
  if (told.length || desk.lost || hasRefusal(desk)) told.push(...call(desk));
  return told;
}

const hasRefusal = ({ items }: Desk) => [...items.values()].some(({ status }) => status === "refused");

/** The four taps, each with how far it is. */
function stepsOf(desk: Desk): HTMLElement[] {
  const view = nextView(desk);
  const { contests, opened, signatures } = desk.state;
  const turnout = desk.items.get("signatures");
  const count = turnout?.work.step === "signatures" ? turnout.work.fields.signatures : signatures;
  const typed = contests.every((one) => isOver(desk, one) || desk.pages.get(one.id)?.ready);
  const current = (name: string) => view.split(":")[0] === name;
  const sheets = contests.map((one) => {
    const fixed = desk.items.has(`correction:${one.id}`);
    return stateOf(desk, `${fixed ? "correction" : "sheet"}:${one.id}`, one.sheet !== null);
  });
  // Until the figures go, a number that was mistyped is counted again.
  const counted = turnout && turnout.status !== "signed" && !contests.some((one) => isOver(desk, one));
  const recount = counted ? () => void desk.go("signatures") : undefined;
  const sending = sheets.find((one) => one !== "sent") ?? "sent";
  return [
    step("opened", stateOf(desk, "opened", opened), current("open")),
    step("signatures", stateOf(desk, "signatures", signatures !== null), current("signatures"), count, recount),
    step("figures", typed ? "typed" : "todo", ["figures", "fix", "again"].some(current)),
    step("send", sending, current("send") || current("done")),
  ];
}

function stateOf(desk: Desk, id: string, known: boolean): string {
  return desk.items.get(id)?.status ?? (known ? "sent" : "todo");
}

function step(
  name: string,
  state: string,
  now: boolean,
  count?: number | null,
  change?: () => void,
): HTMLElement {
  const label = say(`section.step.${name}`) + (typeof count === "number" ? ` ${inLanguage(count)}` : "");
  return make(
    "li",
    { class: `tap ${state}`, ...(now ? { "aria-current": "step" } : {}) },
    make("span", {}, label),
    " ",
    make("span", { class: "state" }, say(`section.at.${state}`)),
    change && button(say("section.change"), change),
  );
}
