// A sheet that stands on the board: read again where a second reading differs, or corrected because
// something was mistyped. It is kept, shown and sent as the first entry was.

import type { Item } from "@suffrage/core/queue";
import { type Contest, type Difference, rereadFaults } from "@suffrage/core/section";
import { button, make, paragraph } from "./section_dom.ts";
import { EMPTY, type Page } from "./section_memory.ts";
import type { Desk } from "./section_view.ts";
import { say } from "./sentences.ts";

/** Where a correction is kept while it is typed, beside the pages of contests. */
export const placeOf = (contest: string): string => `fix ${contest}`;

/** The correction of the very sheet that is in force, on its way or back. */
function correctionOf({ items }: Desk, { id, sheet }: Contest): Item | undefined {
  const item = items.get(`correction:${id}`);
  const named = item?.work.step === "correction" ? item.work.fields.replaces : "";
  return sheet && named === sheet.payload ? item : undefined;
}

/** Whether nobody else has approved the sheet that is in force. */
export const isCorrectable = ({ sheet }: Contest): boolean =>
  sheet !== null && ["received", "reserved"].includes(sheet.status);

/** Whether the section has still to read again what a second reading has otherwise. */
export function asksAgain(desk: Desk, contest: Contest): boolean {
  const { difference } = contest;
  if (!difference || difference.held || !isCorrectable(contest)) return false;
  const item = correctionOf(desk, contest);
  if (item?.work.step !== "correction") return true;
  const { answers, names } = item.work.fields;
  // Another reading may differ on lines that were not read again yet; what is signed changes no more.
  if (answers) return item.status !== "signed" && !isRead(difference, names);
  // A mistake that could not be corrected is no answer to another question.
  return item.status === "refused";
}

/** Whether every line that differs by now is among those that were read again. */
const isRead = ({ names }: Difference, read: readonly string[]) => names.every((name) => read.includes(name));

/** Whether an answer is here that was not taken, or will not be: other lines differ by now. */
export function answersOthers(desk: Desk, contest: Contest): boolean {
  const item = correctionOf(desk, contest);
  const answers = item?.work.step === "correction" && item.work.fields.answers;
  return answers && !item.held && asksAgain(desk, contest);
}

/** The correction that is being typed against the sheet in force; `undefined` for none. */
export function typedFix(desk: Desk, contest: Contest): Page | undefined {
  const page = desk.pages.get(placeOf(contest.id));
  if (!page?.replaces || page.replaces !== contest.sheet?.payload || !isCorrectable(contest)) return undefined;
  if (!page.answers) return page;
  const { difference } = contest;
  if (!difference || difference.held) return undefined;
  const read = isRead(difference, page.names ?? []) && !rereadFaults(page.typed, difference).length;
  return read ? page : { ...page, ready: false };
}

/** A correction that is begun: blank where two readings differ, else as it was typed here. */
export function newFix(desk: Desk, contest: Contest, answers: boolean): Page {
  const replaces = String(contest.sheet?.payload ?? "");
  const { typed, scan } = desk.pages.get(contest.id) ?? EMPTY;
  const names = contest.difference?.names ?? [];
  const void_ = names.some((name) => name.startsWith("void"));
  const differs = (name: string) => names.includes(name) || (void_ && name.startsWith("void"));
  const own = Object.fromEntries(Object.entries(typed).filter(([name]) => !differs(name)));
  return answers ? { ...EMPTY, replaces, answers } : { ...EMPTY, typed: own, scan, replaces, answers };
}

/** Whether a correction is ready to be shown and sent, or may still be changed. */
export function isFixOpen(desk: Desk, contest: Contest): boolean {
  const [page, item] = [typedFix(desk, contest), correctionOf(desk, contest)];
  if (!page?.ready) return false;
  // Who has held to a sheet may find a mistake in it afterwards, or is asked for other lines.
  const over = item?.held && (!page.answers || asksAgain(desk, contest));
  return !item || over || item.status === "waiting" || item.status === "refused";
}

/** What a contest asks for that has its sheet on the board; "" for nothing. */
export function nextFix(desk: Desk, contest: Contest): string {
  const [page, item] = [typedFix(desk, contest), correctionOf(desk, contest)];
  if (asksAgain(desk, contest)) return page?.answers && page.ready ? "send" : `again:${contest.id}`;
  if (!page || page.answers || (item && !item.held)) return "";
  return page.ready ? "send" : `fix:${contest.id}`;
}

/** Where a correction is typed again. */
export function backToFix({ id, work }: Item): string {
  const answers = work.step === "correction" && work.fields.answers;
  return `${answers ? "again" : "fix"}:${id.slice(id.indexOf(":") + 1)}`;
}

/** The button that leaves a sheet as it stands on the board. */
export function leave(desk: Desk, contest: string): HTMLButtonElement {
  const go = async () => {
    await desk.memory.keepPage(placeOf(contest), EMPTY);
    if (desk.items.get(`correction:${contest}`)?.status === "refused") {
      await desk.memory.drop(`correction:${contest}`);
    }
    await desk.go();
  };
  return button(say("section.fix.leave"), () => void go());
}

/** Below what was sent: the way to correct it, or who corrects it now. */
export function fixPart(desk: Desk, contest: Contest): HTMLElement[] {
  if (!contest.sheet || contest.sheet.status === "sealed") return [];
  const title = make("h3", {}, say("section.fix.title", { contest: contest.label }));
  if (!isCorrectable(contest)) return [title, paragraph("section.fix.approved"), ...call(desk)];
  const item = correctionOf(desk, contest);
  const held = contest.difference?.held ? [paragraph("section.again.holds", { contest: contest.label })] : [];
  if (item && !item.held && item.status !== "refused") return held.length ? [title, ...held] : [];
  const fix = button(say("section.fix.act"), () => void desk.go(`fix:${contest.id}`));
  return [title, ...held, paragraph("section.fix.explain"), fix];
}

/** Where nothing can be written from here, somebody is called. */
export function call({ state }: Desk): HTMLElement[] {
  const phone = state.federation_phone;
  const href = `tel:${phone.replace(/[^+0-9]/g, "")}`;
  return phone ? [make("p", {}, make("a", { href, class: "button" }, say("section.call", { phone })))] : [];
}
