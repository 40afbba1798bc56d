// A section's steps over a network that fails: one record each, whatever is lost and when.

import assert from "node:assert/strict";
import { test } from "node:test";
import { toBase64, toHex, utf8 } from "../src/bytes.ts";
import { encodeCanonical, type Value } from "../src/canonical.ts";
import { type Correction, type SectionAct, sheetOf } from "../src/drafted.ts";
import { Unavailable } from "../src/errors.ts";
import {
  advanceAll, type Drafted, enqueue, type Item, type Office, Refusal, type Shelf, type Signed, spentPhotos, waitsFor,
  type World,
} from "../src/queue.ts";
import { type Difference, faults, fieldsOf, mandatory, rereadFaults, rereadFields, type SectionState, type SheetFields } from "../src/section.ts";
import { sha256 } from "@noble/hashes/sha2.js";

const STATE: SectionState = {
  origin: "office.example/e/congress",
  role: "secretary@62-427",
  unit: "62-427",
  unit_name: "Liévin",
  federation_phone: "+33321000000",
  round: 1,
  key: "appointed",
  polls: "closed",
  opened: false,
  signatures: null,
  registered: 14,
  contests: [
    {
      id: "text",
      label: "Texte",
      options: ["to1", "to2", "to3"].map((id) => ({ id, label: id })),
      sheet: null,
      small: true,
      difference: null,
    },
  ],
  camps: [{ id: "to1", label: "TO 1" }],
  void_reasons: ["torn", "signed"],
};
const TYPED = {
  signatures: "14", ballots: "14", blank: "1", void: "1", "votes.to1": "7", "votes.to2": "4", "votes.to3": "1",
};
const SCAN = "ab".repeat(32);
const contest = STATE.contests[0] as SectionState["contests"][number];
const fields = () => fieldsOf(TYPED, contest, STATE, { scan: SCAN, reserved: false });

/** A phone's disk: what is on it after a reload is what was written. */
class Disk implements Shelf {
  readonly items = new Map<string, Item>();

  async load(): Promise<Item[]> {
    return [...this.items.values()];
  }

  async swap(id: string, change: (now: Item | undefined) => Item | undefined): Promise<void> {
    const next = change(this.items.get(id));
    if (next) this.items.set(id, structuredClone(next));
  }
}

/** The office: a clock of its own, a board, and a network that can fail on either way. */
class Server implements Office {
  readonly board: string[] = [];
  lose: "" | "asking" | "answer" = "";
  refuse: Refusal | undefined;
  drafted = 0;
  /** The figures that stand on this board, as they were sent. */
  stands: SheetFields | undefined;
  bend = (fieldsOfRecord: Record<string, Value>, _sheet: Record<string, Value>): void => void fieldsOfRecord;

  async draft(act: SectionAct): Promise<Drafted> {
    this.fail("asking");
    this.drafted += 1;
    const typed = act.step === "sheet" ? act.fields : act.step === "correction" ? act.fields.sheet : undefined;
    const sheet = typed ? (sheetOf(typed, STATE) as Record<string, Value>) : {};
    const head: Record<string, Value> =
      act.step === "correction"
        ? { kind: "sheet.corrected/1", contest: act.fields.sheet.contest, replaces: act.fields.replaces }
        : act.step === "sheet"
        ? { kind: "sheet.received/1", contest: act.fields.contest }
        : act.step === "signatures"
          ? { kind: "turnout.reported/1", round: 1, signatures: act.fields.signatures }
          : { kind: "section.opened/1", round: 1 };
    Object.assign(head, { by: STATE.role, unit: STATE.unit, at: `2023-01-19T21:00:0${this.drafted}Z` });
    this.bend(head, sheet);
    const payload = typed ? utf8(encodeCanonical(sheet)) : utf8("");
    if (payload.length) Object.assign(head, { payload: toHex(sha256(payload)), size: payload.length });
    return { record: toBase64(utf8(encodeCanonical(head))), payload: toBase64(payload) };
  }

  async send(signed: Signed): Promise<{ index: number }> {
    this.fail("asking");
    if (this.refuse) throw this.refuse;
    const entry = JSON.stringify(signed);
    if (!this.board.includes(entry)) this.board.push(entry);
    this.fail("answer");
    return { index: this.board.indexOf(entry) };
  }

  async reread({ sheet }: Correction): Promise<{ held: boolean }> {
    this.fail("asking");
    const held = JSON.stringify(sheet.votes) === JSON.stringify(this.stands?.votes);
    this.fail("answer");
    return { held };
  }

  async photo(): Promise<string> {
    this.fail("asking");
    return SCAN;
  }

  private fail(way: string): void {
    if (this.lose !== way) return;
    this.lose = "";
    throw new Unavailable("section.no-network");
  }
}

function world(disk: Disk, server: Server, state = STATE): World {
  return {
    shelf: disk,
    office: server,
    state,
    sign: async (record) => toHex(sha256(record)).repeat(2),
    photo: async () => utf8("a photo"),
  };
}

const item = (work: Item["work"], press = "1"): Item => ({
  id: ["sheet", "photo", "correction"].includes(work.step) ? `${work.step}:text` : work.step,
  press,
  work,
  status: "waiting",
});
const opened = item({ step: "opened", fields: {} });
const signatures = (count: number, press = "1") =>
  item({ step: "signatures", fields: { signatures: count } }, press);
const photo = item({ step: "photo", fields: { scan: SCAN } });
const sheet = () => item({ step: "sheet", fields: fields() });
const REPLACED = "cd".repeat(32);
const correction = (answers = false, press = "1") =>
  item({ step: "correction", fields: { sheet: fields(), replaces: REPLACED, answers, names: answers ? ["votes.to1"] : [] } }, press);
const run = (disk: Disk, server: Server, state = STATE) =>
  advanceAll(world(disk, server, state), () => undefined);
const lost = { name: "Unavailable" };

async function with_(...items: Item[]): Promise<Disk> {
  const disk = new Disk();
  for (const one of items) await enqueue(disk, one);
  return disk;
}

test("an evening makes one record a step, in their order", async () => {
  const [disk, server] = [await with_(sheet(), photo, signatures(14), opened), new Server()];
  await run(disk, server);
  await run(disk, server);
  assert.deepEqual(server.board.map((one) => kindOf(one)), [
    "section.opened/1", "turnout.reported/1", "sheet.received/1",
  ]);
  assert.deepEqual((await disk.load()).map(({ status }) => status), ["sent", "sent", "sent", "sent"]);
});

function kindOf(entry: string): string {
  const { record } = JSON.parse(entry) as Signed;
  return (JSON.parse(atob(record)) as { kind: string }).kind;
}

for (const [when, failures] of [
  ["before the draft", ["asking"]],
  ["with the answer", ["answer"]],
  ["with the answer, twice, and before", ["answer", "asking", "answer"]],
] as const) {
  test(`a network lost ${when} makes one record`, async () => {
    const [disk, server] = [await with_(signatures(14)), new Server()];
    for (const way of failures) {
      server.lose = way;
      await assert.rejects(run(disk, server), lost);
    }
    await run(disk, server);
    await run(disk, server);
    assert.equal(server.board.length, 1);
    assert.equal(server.drafted, 1);
    assert.equal(disk.items.get("signatures")?.status, "sent");
  });
}

test("a phone that dies between signing and the answer sends the same bytes", async () => {
  const [disk, server] = [await with_(signatures(14)), new Server()];
  server.lose = "answer";
  await assert.rejects(run(disk, server), lost);
  const reloaded = new Disk();
  for (const [id, one] of disk.items) reloaded.items.set(id, structuredClone(one));
  assert.equal(reloaded.items.get("signatures")?.status, "signed");
  assert.equal(await enqueue(reloaded, signatures(13, "2")), false);
  await run(reloaded, server);
  assert.deepEqual([server.board.length, server.drafted], [1, 1]);
});

test("a phone that dies before anything was signed signs once", async () => {
  const [disk, server] = [await with_(signatures(14)), new Server()];
  const dead = world(disk, server);
  await assert.rejects(
    advanceAll({ ...dead, sign: () => Promise.reject(new Unavailable("dead")) }, () => undefined),
  );
  await run(disk, server);
  assert.equal(server.board.length, 1);
});

test("what is on the board is not sent again, but signatures may be counted again", async () => {
  const [disk, server] = [await with_(photo, sheet(), signatures(14)), new Server()];
  await run(disk, server);
  assert.equal(await enqueue(disk, { ...sheet(), press: "2" }), false);
  assert.equal(await enqueue(disk, signatures(13, "2")), true);
  await run(disk, server);
  assert.deepEqual(server.board.map((one) => kindOf(one)), [
    "turnout.reported/1", "sheet.received/1", "turnout.reported/1",
  ]);
});

test("what is typed while a draft is on its way is not lost", async () => {
  const [disk, server] = [await with_(signatures(41)), new Server()];
  server.bend = () => void enqueue(disk, signatures(14, "2"));
  await run(disk, server);
  assert.equal(server.board.length, 0);
  server.bend = () => undefined;
  await run(disk, server);
  assert.match(atob((JSON.parse(server.board[0] ?? "") as Signed).record), /"signatures":14/);
});

test("a refusal is told, and only then is there another signature", async () => {
  const [disk, server] = [await with_(signatures(14)), new Server()];
  server.refuse = new Refusal({ code: "turnout.too-late", sentence: "Too late.", field: "" });
  await run(disk, server);
  assert.equal(disk.items.get("signatures")?.told?.sentence, "Too late.");
  await run(disk, server);
  assert.equal(server.drafted, 1);
  server.refuse = undefined;
  assert.ok(await enqueue(disk, signatures(14, "2")));
  await run(disk, server);
  assert.deepEqual([server.board.length, server.drafted], [1, 2]);
});

test("a refusal that time undoes keeps the step", async () => {
  const [disk, server] = [await with_(photo, sheet()), new Server()];
  server.refuse = new Refusal({ code: "sheet.early", sentence: "", field: "" });
  await run(disk, server);
  assert.equal(disk.items.get("sheet:text")?.status, "waiting");
  server.refuse = undefined;
  await run(disk, server);
  // Refused bytes are not sent again: they would carry the time of the refusal.
  assert.deepEqual([server.board.length, server.drafted], [1, 2]);
});

test("steps wait for the polls, the key and the photo", async () => {
  const waits = (one: Item, change: Partial<SectionState>, ...rest: Item[]) =>
    waitsFor(one, [one, ...rest], { ...STATE, ...change });
  assert.equal(waits(opened, { polls: "before" }), "opening");
  assert.equal(waits(signatures(1), { key: "waiting" }), "key");
  assert.equal(waits(sheet(), {}), "photo");
  const sent = { ...photo, status: "sent" } as const;
  assert.equal(waits(sheet(), { polls: "open" }, sent), "closing");
  assert.equal(waits(sheet(), {}, sent), "");
  assert.equal(waits(photo, { key: "none" }), "");
  assert.equal(waits({ ...sheet(), status: "signed" }, { key: "waiting" }), "");
});

test("nothing is signed that was not typed", async () => {
  const bends: ((head: Record<string, Value>, sheet: Record<string, Value>) => void)[] = [
    (_, paper) => (paper["votes"] = { to1: 8, to2: 3, to3: 1 }),
    (_, paper) => (paper["scan"] = "cd".repeat(32)),
    (_, paper) => (paper["agents"] = { to1: "signed" }),
    (_, paper) => (paper["registered"] = 15),
    (head) => (head["unit"] = "62-428"),
    (head) => (head["by"] = "secretary@62-428"),
    (head) => (head["kind"] = "sheet.corrected/1"),
    (head) => (head["dispute"] = "d1"),
  ];
  for (const bend of bends) {
    const [disk, server] = [await with_(photo, sheet()), new Server()];
    server.bend = bend;
    await run(disk, server);
    assert.equal(server.board.length, 0);
    assert.equal(disk.items.get("sheet:text")?.told?.code, "section.draft-differs");
  }
});

test("a correction is written once, whatever is lost", async () => {
  const [disk, server] = [await with_(photo, correction()), new Server()];
  for (const way of ["asking", "answer", "asking", "answer"]) {
    server.lose = way as "asking" | "answer";
    await run(disk, server).catch(() => undefined);
  }
  await run(disk, server);
  assert.deepEqual(server.board.map((one) => kindOf(one)), ["sheet.corrected/1"]);
  assert.equal(server.drafted, 1);
  assert.equal(disk.items.get("correction:text")?.status, "sent");
  // Another mistake is another correction.
  assert.equal(await enqueue(disk, correction(false, "2")), true);
});

test("a correction that is signed is not typed over", async () => {
  const [disk, server] = [await with_(photo, correction()), new Server()];
  await assert.rejects(async () => {
    await run(disk, server).catch(() => undefined);
    server.lose = "answer";
    await enqueue(disk, correction(false, "2"));
    await run(disk, server);
  }, lost);
  assert.equal(await enqueue(disk, correction(false, "3")), false);
});

test("what is read again and is the same is held, and nothing is signed", async () => {
  const [disk, server] = [await with_(correction(true)), new Server()];
  server.stands = fields();
  server.lose = "answer";
  await assert.rejects(run(disk, server), lost);
  await run(disk, server);
  assert.deepEqual([server.board.length, server.drafted], [0, 0]);
  const done = disk.items.get("correction:text");
  assert.deepEqual([done?.status, done?.held], ["sent", true]);
});

test("what is read again and is not the same is signed", async () => {
  const [disk, server] = [await with_(correction(true)), new Server()];
  server.stands = { ...fields(), votes: { to1: 8, to2: 3, to3: 1 } };
  await run(disk, server);
  assert.deepEqual(server.board.map((one) => kindOf(one)), ["sheet.corrected/1"]);
});

test("a correction is of the sheet that was named, and of nothing that was not typed", async () => {
  const bends: ((head: Record<string, Value>, sheet: Record<string, Value>) => void)[] = [
    (head) => (head["replaces"] = "ef".repeat(32)),
    (head) => delete head["replaces"],
    (head) => (head["kind"] = "sheet.received/1"),
    (head) => (head["kind"] = "sheet.approved/1"),
    (head) => (head["dispute"] = "d1"),
    (_, paper) => (paper["votes"] = { to1: 8, to2: 3, to3: 1 }),
  ];
  for (const bend of bends) {
    const [disk, server] = [await with_(photo, correction()), new Server()];
    server.bend = bend;
    await run(disk, server);
    assert.equal(server.board.length, 0);
    assert.equal(disk.items.get("correction:text")?.told?.code, "section.draft-differs");
  }
});

test("a correction waits for a photo of its own, and for no other", () => {
  const waits = (...rest: Item[]) => waitsFor(correction(), [correction(), ...rest], STATE);
  assert.equal(waits(photo), "photo");
  assert.equal(waits({ ...photo, status: "sent" }), "");
  assert.equal(waits(), "");
  assert.equal(waits(item({ step: "photo", fields: { scan: "ef".repeat(32) } })), "");
});

test("a photo that is not on the phone any more was not sent", async () => {
  const [disk, server] = [await with_(photo, correction()), new Server()];
  await advanceAll({ ...world(disk, server), photo: async () => undefined }, () => undefined);
  const told = disk.items.get("photo:text");
  assert.deepEqual([told?.status, told?.told?.code], ["refused", "section.photo-missing"]);
  assert.deepEqual([disk.items.get("correction:text")?.status, server.drafted], ["waiting", 0]);
});

test("a photo leaves the phone once it was itself sent, and the figures that name it", () => {
  const sent = (one: Item): Item => ({ ...one, status: "sent" });
  assert.deepEqual(spentPhotos([sent(photo), sent(sheet())]), [{ contest: "text", scan: SCAN }]);
  assert.deepEqual(spentPhotos([sent(photo), sheet()]), []);
  // Taken for a correction, while the sheet is on the board already.
  assert.deepEqual(spentPhotos([photo, sent(sheet())]), []);
  const other = { ...sent(sheet()), id: "sheet:other" };
  assert.deepEqual(spentPhotos([sent(photo), other]), []);
});

test("lines that are read again stand beside those on which both readings agree", () => {
  const difference: Difference = {
    names: ["void", "votes.to1"],
    rest: {
      figures: { signatures: 14, proxies: 0, ballots: 14, blank: 1 },
      votes: { to2: 4, to3: 1 }, void: {}, agents: { to1: "signed" }, scan: SCAN,
    },
    held: false,
  };
  assert.deepEqual(rereadFaults({ void: "x" }, difference).map(({ code }) => code), [
    "section.not-a-number", "section.missing",
  ]);
  const read = rereadFields({ void: "1", "votes.to1": " 7 " }, "text", difference);
  assert.deepEqual(read, { ...fields(), proxies: 0, agents: { to1: "signed" } });
  assert.deepEqual(rereadFields({ void: "0", "votes.to1": "8" }, "text", difference).void, {});
});

test("who was not there first does not open the box again", async () => {
  const [disk, server] = [await with_(opened), new Server()];
  await run(disk, server, { ...STATE, opened: true });
  assert.deepEqual([server.board.length, disk.items.get("opened")?.status], [0, "sent"]);
});

test("a small section types seven numbers", () => {
  assert.equal(mandatory(contest, STATE.camps).length, 7);
  assert.deepEqual(faults(TYPED, contest, STATE), []);
  assert.equal(fields().valid, undefined);
  assert.deepEqual(fields().void, { unsorted: 1 });
});

test("what is missing, no number, or does not belong together is named", () => {
  const { blank: _left, ...without } = TYPED;
  assert.deepEqual(faults(without, contest, STATE), [{ code: "section.missing", field: "blank" }]);
  const words = { ...TYPED, ballots: "14,5" };
  assert.deepEqual(faults(words, contest, STATE), [{ code: "section.not-a-number", field: "ballots" }]);
  const parts = { ...TYPED, "void.torn": "2" };
  assert.deepEqual(faults(parts, contest, STATE), [{ code: "section.void-parts", field: "void" }]);
  const large = { ...contest, small: false };
  assert.deepEqual(
    faults(TYPED, large, STATE).map(({ field }) => field),
    ["valid", "proxies", "agents.to1"],
  );
});
