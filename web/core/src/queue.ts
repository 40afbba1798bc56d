// The steps of a section that are on their way to the board. A step is drafted by the office,
// checked and signed here, kept, and only then sent; what is sent again is the same bytes, so that
// a lost connection, a lost answer or a dead battery makes neither two records nor none.
//
// A step is `waiting`, then `signed` (it may be on the board already and changes no more), then
// `sent`, or `refused` by the office, with its sentence; only then may it be signed anew.

import { fromBase64 } from "./bytes.ts";
import { checkDrafted, type Correction, type SectionAct } from "./drafted.ts";
import { SuffrageError, Unavailable } from "./errors.ts";
import type { SectionState } from "./section.ts";

/** What the office drafted, in base64. */
export interface Drafted {
  readonly record: string;
  readonly payload: string;
}

export interface Signed extends Drafted {
  readonly signature: string;
}

/** Why the office did not take a step: its code, its sentence, the field to look at. */
export interface Told {
  readonly code: string;
  readonly sentence: string;
  readonly field: string;
}

export type Work = SectionAct | { readonly step: "photo"; readonly fields: { readonly scan: string } };

export interface Item {
  /** The step, with the contest where there is one for each: `signatures`, `sheet:text`. */
  readonly id: string;
  /** Which press of a button this is: a later press takes the place of an earlier one. */
  readonly press: string;
  readonly work: Work;
  readonly status: "waiting" | "signed" | "sent" | "refused";
  readonly signed?: Signed;
  readonly index?: number;
  /** What was read again is what stands on the board: nothing had to be written. */
  readonly held?: true;
  readonly told?: Told;
}

/** Where items are kept; `swap` reads and writes in one step, and keeps what `change` returns. */
export interface Shelf {
  load(): Promise<Item[]>;
  swap(id: string, change: (now: Item | undefined) => Item | undefined): Promise<void>;
}

/** The office's answers; each throws `Refusal`, or `Unavailable` when asking again may help. */
export interface Office {
  draft(act: SectionAct): Promise<Drafted>;
  send(signed: Signed): Promise<{ readonly index: number }>;
  /** Whether what was read again is what stands on the board: the section then holds to it. */
  reread(correction: Correction): Promise<{ readonly held: boolean }>;
  photo(contest: string, data: Uint8Array): Promise<string>;
}

export interface World {
  readonly shelf: Shelf;
  readonly office: Office;
  readonly state: SectionState;
  sign(record: Uint8Array): Promise<string>;
  photo(contest: string): Promise<Uint8Array | undefined>;
}

/** The office has read a step and does not take it. */
export class Refusal extends Error {
  constructor(readonly told: Told) {
    super(told.code);
  }
}

// Refusals that time alone undoes: the step stays, and is drafted again later.
const LATER = new Set([
  "polls.not-open",
  "sheet.early",
  "sheet.before-publication",
  "role.no-key",
  "section.key-waiting",
]);
/** The steps of an evening: a photo goes ahead of the figures that name it. */
export const ORDER: readonly string[] = ["opened", "signatures", "photo", "sheet", "correction"];

export const contestOf = (id: string): string => id.slice(id.indexOf(":") + 1);

/** What an item waits for besides the network; "" when it can go. */
export function waitsFor(
  item: Item,
  items: readonly Item[],
  state: SectionState,
): "" | "key" | "opening" | "closing" | "photo" {
  const { step } = item.work;
  if (item.status !== "waiting" || step === "photo") return "";
  if (state.polls === "before") return "opening";
  if (state.key !== "appointed") return "key";
  if (step !== "sheet" && step !== "correction") return "";
  const photo = items.find(({ id }) => id === `photo:${contestOf(item.id)}`);
  // A correction may name the photo that the office has, from another phone.
  const scan = photo?.work.step === "photo" ? photo.work.fields.scan : "";
  const taken = step === "sheet" || scan === item.work.fields.sheet.scan;
  if (taken && photo?.status !== "sent") return "photo";
  return state.polls === "closed" ? "" : "closing";
}

/**
 * Put a step on its way in the place of an earlier one; the answer is whether it was taken. What is
 * signed may be on the board and stays; of what is on it, only signatures are counted again.
 */
export async function enqueue(shelf: Shelf, item: Item): Promise<boolean> {
  let taken = false;
  await shelf.swap(item.id, (now) => {
    const final = now?.status === "sent" && (item.work.step === "opened" || item.work.step === "sheet");
    taken = now?.status !== "signed" && !final;
    return taken ? item : undefined;
  });
  return taken;
}

/** Take every step as far as it goes now; throws `Unavailable` when the network is lost. */
export async function advanceAll(world: World, changed: () => void): Promise<void> {
  const known = await world.shelf.load();
  const order = (item: Item) => ORDER.indexOf(item.work.step);
  for (const { id } of [...known].sort((a, b) => order(a) - order(b))) {
    // Read anew: a photo has arrived, or somebody has typed meanwhile.
    const items = await world.shelf.load();
    const item = items.find((one) => one.id === id);
    if (!item || item.status === "sent" || item.status === "refused") continue;
    if (waitsFor(item, items, world.state)) continue;
    await advance(item, world);
    changed();
  }
}

/** The photos that have been sent, and whose contest has its figures on the board. */
export function spentPhotos(items: readonly Item[]): { readonly contest: string; readonly scan: string }[] {
  const sent = items.filter(({ status }) => status === "sent");
  const written = new Set(
    sent.filter(({ work }) => work.step === "sheet" || work.step === "correction").map(({ id }) => contestOf(id)),
  );
  return sent.flatMap(({ id, work }) =>
    work.step === "photo" && written.has(contestOf(id)) ? [{ contest: contestOf(id), scan: work.fields.scan }] : [],
  );
}

async function advance(item: Item, world: World): Promise<void> {
  try {
    if (item.work.step === "photo") return await upload(item, item.work.fields.scan, world);
    const signed = item.signed ?? (await prepare(item, item.work, world));
    if (!signed) return;
    const { index } = await world.office.send(signed);
    await keep(world, { ...item, signed, status: "sent", index });
  } catch (error) {
    const told = toldBy(error);
    if (!told) throw error;
    const { signed: _dropped, ...rest } = item;
    const later = LATER.has(told.code);
    await keep(world, { ...rest, status: later ? "waiting" : "refused", ...(later ? {} : { told }) });
  }
}

async function upload(item: Item, scan: string, world: World): Promise<void> {
  const data = await world.photo(contestOf(item.id));
  if (!data) throw new Refusal({ code: "section.photo-missing", sentence: "", field: "scan" });
  if ((await world.office.photo(contestOf(item.id), data)) !== scan) {
    throw new Refusal({ code: "section.photo-differs", sentence: "", field: "scan" });
  }
  await keep(world, { ...item, status: "sent" });
}

/** The signed bytes, kept before anybody sees them; `undefined` when something newer was typed. */
async function prepare(item: Item, act: SectionAct, world: World): Promise<Signed | undefined> {
  if (act.step === "opened" && world.state.opened) {
    // Somebody else has said so for this section.
    await keep(world, { ...item, status: "sent" });
    return undefined;
  }
  if (act.step === "correction" && act.fields.answers && (await world.office.reread(act.fields)).held) {
    await keep(world, { ...item, status: "sent", held: true });
    return undefined;
  }
  const { record, payload } = await world.office.draft(act);
  const bytes = fromBase64(record, "record");
  checkDrafted(act, world.state, bytes, fromBase64(payload, "payload"));
  const signed = { record, payload, signature: await world.sign(bytes) };
  const kept = await keep(world, { ...item, signed, status: "signed" });
  return kept ? signed : undefined;
}

async function keep(world: World, item: Item): Promise<boolean> {
  let kept = false;
  await world.shelf.swap(item.id, (now) => {
    kept = now?.press === item.press;
    return kept ? item : undefined;
  });
  return kept;
}

function toldBy(error: unknown): Told | undefined {
  if (error instanceof Refusal) return error.told;
  if (!(error instanceof SuffrageError) || error instanceof Unavailable) return undefined;
  return { code: error.code, sentence: "", field: String(error.fields["at"] ?? "") };
}
