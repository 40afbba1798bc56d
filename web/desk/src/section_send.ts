// The last tap: what will be written, contest by contest; and after it, how far it has come.

import { fromBase64 } from "@suffrage/core/bytes";
import { type Item, ORDER, waitsFor } from "@suffrage/core/queue";
import { type Contest, fieldsOf, findingsOf, type SheetFields } from "@suffrage/core/section";
import { readShown, shortened } from "@suffrage/core/shown";
import { sum } from "@suffrage/core/sheet";
import { button, make, paragraph } from "./section_dom.ts";
import { labelOf } from "./section_fields.ts";
import type { Desk } from "./section_view.ts";
import { fieldName, inLanguage, say } from "./sentences.ts";

export function sendPanel(desk: Desk): HTMLElement[] {
  const open = desk.state.contests.filter((contest) => isOpen(desk, contest));
  const sheets = open.map((contest) => ({ contest, fields: typedFields(desk, contest) }));
  const send = async () => {
    for (const { contest, fields } of sheets) {
      await desk.press(`sheet:${contest.id}`, { step: "sheet", fields });
    }
    await desk.go();
  };
  return [
    make("h2", {}, say("section.send.title")),
    paragraph("section.send.explain"),
    ...sheets.flatMap(({ contest, fields }) => willBeWritten(desk, contest, fields)),
    button(say("section.send.act"), () => void send(), true),
  ];
}

/** Whether a contest's figures can still be changed here. */
function isOpen({ items, pages }: Desk, { id, sheet }: Contest): boolean {
  const status = items.get(`sheet:${id}`)?.status;
  return status ? status === "waiting" || status === "refused" : !sheet && !!pages.get(id)?.ready;
}

function typedFields(desk: Desk, contest: Contest): SheetFields {
  const page = desk.pages.get(contest.id);
  const rest = { scan: page?.scan ?? "", reserved: page?.reserved ?? false };
  return fieldsOf(page?.typed ?? {}, contest, desk.state, rest);
}

/** The very figures that the office's draft is held to before it is signed. */
function willBeWritten(desk: Desk, contest: Contest, fields: SheetFields): HTMLElement[] {
  const { hard, soft } = findingsOf(fields, contest, desk.state);
  const lines = [...hard, ...soft].map((one) =>
    paragraph(one.code, one.numbers, { class: hard.includes(one) ? "fault" : "soft" }),
  );
  const reserved = fields.reserved ? [paragraph("section.send.reserved", {}, { class: "notice" })] : [];
  const change = button(say("section.change"), () => void desk.go(`figures:${contest.id}`));
  return [make("h3", {}, contest.label), rows(desk, contest, fields), ...lines, ...reserved, change];
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
    ...Object.entries(fields.votes).map(([id, value]) => [label(`votes.${id}`), value] as [string, number]),
    ...Object.entries(fields.agents).map(
      ([id, said]) => [label(`agents.${id}`), say(`section.agent.${said}`)] as [string, string],
    ),
    [say("section.photo"), shortened(fields.scan)],
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
  ];
}

/** One step: what is said of it, what was written, and the way back when it was refused. */
function progress(desk: Desk, item: Item): HTMLElement[] {
  const contest = desk.state.contests.find(({ id }) => item.id.endsWith(`:${id}`));
  const step = item.work.step === "sheet" ? "figures" : item.work.step;
  const heading = say(`section.step.${step}`) + (contest ? ` – ${contest.label}` : "");
  const told: HTMLElement[] = [make("h3", {}, heading)];
  const waits = waitsFor(item, [...desk.items.values()], desk.state);
  if (item.told) {
    told.push(make("p", { class: "fault" }, item.told.sentence || say(item.told.code, { at: item.told.field })));
    told.push(button(say("section.again"), () => void desk.go(backTo(item))));
  } else if (item.index !== undefined) {
    told.push(paragraph("section.done.written", { index: item.index }));
    if (item.signed) told.push(written(item.signed));
  } else {
    if (contest && item.status === "waiting") told.push(button(say("section.change"), () => void desk.go(backTo(item))));
    told.push(make("p", {}, say(waits ? `section.waits.${waits}` : `section.at.${item.status}`)));
  }
  return told;
}

function backTo({ id, work }: Item): string {
  if (work.step === "opened") return "open";
  return work.step === "signatures" ? "signatures" : `figures:${id.slice(id.indexOf(":") + 1)}`;
}

/** The bytes that were signed, for whoever wants to compare them with the public page. */
function written({ record, payload }: { readonly record: string; readonly payload: string }): HTMLElement {
  const shown = readShown(fromBase64(record), fromBase64(payload));
  const pairs = shown.rows.map(({ name, value }) => [fieldName(name), shortened(value)] as const);
  return make("details", {}, make("summary", {}, say("section.done.bytes")), list(pairs));
}
