// The last tap: what will be written, contest by contest; and after it, how far it has come.

import { fromBase64 } from "@suffrage/core/bytes";
import { type Item, ORDER, waitsFor } from "@suffrage/core/queue";
import { type Contest, findingsOf, type SheetFields } from "@suffrage/core/section";
import { readShown, shortened } from "@suffrage/core/shown";
import { sum } from "@suffrage/core/sheet";
import { button, make, paragraph } from "./section_dom.ts";
import { labelOf } from "./section_fields.ts";
import { fieldsTyped } from "./section_figures.ts";
import { backToFix, fixPart, isFixOpen, leave, placeOf } from "./section_fix.ts";
import { EMPTY, type Page } from "./section_memory.ts";
import type { Desk } from "./section_view.ts";
import { fieldName, inLanguage, say } from "./sentences.ts";

/** A sheet that is typed and goes now; `page` says whether it takes another one's place. */
interface Ready {
  readonly contest: Contest;
  readonly page: Page;
  readonly fields: SheetFields;
}

export function sendPanel(desk: Desk): HTMLElement[] {
  const { contests } = desk.state;
  const ready = (contest: Contest, place: string): Ready => {
    const page = desk.pages.get(place) ?? EMPTY;
    return { contest, page, fields: fieldsTyped(desk, contest, page) };
  };
  const sheets = [
    ...contests.filter((one) => isOpen(desk, one)).map((one) => ready(one, one.id)),
    ...contests.filter((one) => isFixOpen(desk, one)).map((one) => ready(one, placeOf(one.id))),
  ];
  // Somebody else has answered while it was shown.
  if (!sheets.length) return donePanel(desk);
  const send = async () => {
    for (const one of sheets) await put(desk, one);
    await desk.go();
  };
  return [
    make("h2", {}, say("section.send.title")),
    paragraph("section.send.explain"),
    ...sheets.flatMap((one) => willBeWritten(desk, one)),
    button(say("section.send.act"), () => void send(), true),
  ];
}

function put(desk: Desk, { contest, fields, page }: Ready): Promise<void> {
  const { answers = false, names = [], replaces } = page;
  if (!replaces) return desk.press(`sheet:${contest.id}`, { step: "sheet", fields });
  const correction = { sheet: fields, replaces, answers, names };
  return desk.press(`correction:${contest.id}`, { step: "correction", fields: correction });
}

/** Whether a contest's figures can still be changed here. */
function isOpen({ items, pages }: Desk, { id, sheet }: Contest): boolean {
  const status = items.get(`sheet:${id}`)?.status;
  return status ? status === "waiting" || status === "refused" : !sheet && !!pages.get(id)?.ready;
}

/** The very figures that the office's draft is held to before it is signed. */
function willBeWritten(desk: Desk, { contest, fields, page }: Ready): HTMLElement[] {
  const { hard, soft } = findingsOf(fields, contest, desk.state);
  const lines = [...hard, ...soft].map((one) =>
    paragraph(one.code, one.numbers, { class: hard.includes(one) ? "fault" : "soft" }),
  );
  const reserved = fields.reserved ? [paragraph("section.send.reserved", {}, { class: "notice" })] : [];
  const view = page.replaces ? (page.answers ? "again" : "fix") : "figures";
  const change = button(say("section.change"), () => void desk.go(`${view}:${contest.id}`));
  const placed = page.replaces
    ? [paragraph(page.answers ? "section.again.send" : "section.fix.send", {}, { class: "said" })]
    : [];
  const rest = page.replaces && !page.answers ? [leave(desk, contest.id)] : [];
  return [make("h3", {}, contest.label), rows(desk, contest, fields), ...lines, ...reserved, ...placed, change, ...rest];
}

function rows(desk: Desk, contest: Contest, fields: SheetFields): HTMLElement {
  const label = (name: string) => labelOf(name, contest, desk.state);
  const [valid, proxies] = [fields.valid ?? sum(fields.votes), fields.proxies ?? 0];
  const parts: [string, string | number][] = [
    [label("registered"), desk.state.registered],
    [label("signatures"), fields.signatures],
    ...(proxies ? [[label("proxies"), proxies] as [string, number]] : []),
    [label("ballots"), fields.ballots],
    [label("blank"), fields.blank],
    [label("void"), sum(fields.void)],
    [label("valid"), valid],
    ...contest.options.map(({ id }) => [label(`votes.${id}`), fields.votes[id] ?? 0] as [string, number]),
    ...Object.entries(fields.agents).map(
      ([id, said]) => [label(`agents.${id}`), say(`section.agent.${said}`)] as [string, string],
    ),
    ...(fields.scan ? [[say("section.photo"), shortened(fields.scan)] as [string, string]] : []),
  ];
  return list(parts.map(([name, value]) => [name, typeof value === "number" ? inLanguage(value) : value]));
}

function list(pairs: readonly (readonly [string, string])[]): HTMLElement {
  const terms = pairs.flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, value)]);
  return make("dl", { class: "bytes" }, ...terms);
}

export function donePanel(desk: Desk): HTMLElement[] {
  const order = (item: Item) => ORDER.indexOf(item.work.step);
  const items = [...desk.items.values()].sort((a, b) => order(a) - order(b));
  const over = items.every(({ status }) => status === "sent");
  const title = over ? "section.done.title" : "section.done.going";
  return [
    make("h2", {}, say(title)),
    paragraph(over ? "section.done.explain" : "section.done.keep"),
    ...items.filter((one) => one.work.step !== "photo" || one.status !== "sent").flatMap((one) => progress(desk, one)),
    ...desk.state.contests.flatMap((contest) => fixPart(desk, contest)),
  ];
}

/** One step: what is said of it, what was written, and the way back when it was refused. */
function progress(desk: Desk, item: Item): HTMLElement[] {
  const contest = desk.state.contests.find(({ id }) => item.id.endsWith(`:${id}`));
  const again = item.work.step === "correction" && item.work.fields.answers;
  const step = item.work.step === "sheet" ? "figures" : again ? "again" : item.work.step;
  const heading = say(`section.step.${step}`) + (contest ? ` – ${contest.label}` : "");
  const told: HTMLElement[] = [make("h3", {}, heading)];
  const waits = waitsFor(item, [...desk.items.values()], desk.state);
  if (item.told) {
    told.push(make("p", { class: "fault" }, item.told.sentence || say(item.told.code, { at: item.told.field })));
    told.push(button(say("section.again"), () => void desk.go(backTo(item))));
    if (contest && item.work.step === "correction") told.push(leave(desk, contest.id));
  } else if (item.held) {
    told.push(paragraph("section.again.equal"));
  } else if (item.index !== undefined) {
    told.push(paragraph("section.done.written", { index: item.index }));
    if (item.signed) told.push(written(item.signed));
  } else {
    if (contest && item.status === "waiting") told.push(button(say("section.change"), () => void desk.go(backTo(item))));
    told.push(make("p", {}, say(waits ? `section.waits.${waits}` : `section.at.${item.status}`)));
  }
  return told;
}

function backTo(item: Item): string {
  const { id, work } = item;
  if (work.step === "correction") return backToFix(item);
  if (work.step === "opened") return "open";
  return work.step === "signatures" ? "signatures" : `figures:${id.slice(id.indexOf(":") + 1)}`;
}

/** The bytes that were signed, for whoever wants to compare them with the public page. */
function written({ record, payload }: { readonly record: string; readonly payload: string }): HTMLElement {
  const shown = readShown(fromBase64(record), fromBase64(payload));
  const pairs = shown.rows.map(({ name, value }) => [fieldName(name), shortened(value)] as const);
  return make("details", {}, make("summary", {}, say("section.done.bytes")), list(pairs));
}
