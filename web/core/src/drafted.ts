// What the office has drafted for a section is exactly what was typed, or it is not signed.

import { encodeCanonical, type Value } from "./canonical.ts";
import { fromUtf8 } from "./bytes.ts";
import { NotVerified } from "./errors.ts";
import { figuresOf, findingsOf, type SectionState, type SheetFields } from "./section.ts";
import { readShown, type Shown } from "./shown.ts";

/** One act of a section and what was typed for it. */
export type SectionAct =
  | { readonly step: "opened"; readonly fields: Readonly<Record<string, never>> }
  | { readonly step: "signatures"; readonly fields: { readonly signatures: number } }
  | { readonly step: "sheet"; readonly fields: SheetFields }
  | { readonly step: "correction"; readonly fields: Correction };

/** The whole sheet again, and the payload of the one on the board that it takes the place of. */
export interface Correction {
  readonly sheet: SheetFields;
  readonly replaces: string;
  /** Whether it answers a second reading that differs; equal to what was sent, nothing is written. */
  readonly answers: boolean;
  /** The lines that were read again on the paper for it; none where it answers nothing. */
  readonly names: readonly string[];
}

type Said = Record<string, string | number>;

/**
 * Check every field of a drafted record and payload against what was typed; what the bytes say
 * comes back. Throws `NotVerified("section.draft-differs")` with the first field that differs.
 */
export function checkDrafted(
  act: SectionAct,
  state: SectionState,
  record: Uint8Array,
  payload: Uint8Array,
): Shown {
  const shown = readShown(record, payload);
  const replaces = act.step === "correction" ? act.fields.replaces : undefined;
  if (shown.record.fields["replaces"] !== replaces) throw differs("replaces");
  compare(recordOf(act, state, shown.record.kind), headOf(shown));
  const sheet = act.step === "sheet" ? act.fields : act.step === "correction" ? act.fields.sheet : undefined;
  const expected = sheet ? encodeCanonical(sheetOf(sheet, state)) : "";
  if (fromUtf8(payload, "canonical.utf8") !== expected) throw differs("payload");
  return shown;
}

/** The record that the act must make: everything but its time and the payload's hash. */
function recordOf(act: SectionAct, state: SectionState, drafted: string): Said {
  const { role: by, round, unit } = state;
  if (act.step === "opened") return { kind: "section.opened/1", by, round, unit };
  if (act.step === "signatures") {
    return { kind: "turnout.reported/1", by, round, unit, signatures: act.fields.signatures };
  }
  const sheet = act.step === "correction" ? act.fields.sheet : act.fields;
  const contest = state.contests.find(({ id }) => id === sheet.contest);
  if (!contest) throw differs("contest");
  const said = { by, contest: contest.id, unit };
  if (act.step === "correction") return { kind: "sheet.corrected/1", ...said };
  // Where somebody else has entered the paper before, this is the second entry.
  if (contest.sheet && drafted === "sheet.approved/1") return { kind: drafted, ...said };
  const [wrong] = findingsOf(act.fields, contest, state).hard;
  if (!act.fields.reserved) return { kind: "sheet.received/1", ...said };
  return { kind: "sheet.reserved/1", ...said, reason: wrong?.code ?? "" };
}

// Named by the bytes themselves, by the office's clock, or by the sheet that was there before.
const FREE = new Set(["at", "payload", "replaces", "sheet", "size"]);

function headOf({ record }: Shown): Said {
  return Object.fromEntries(Object.entries(record.fields).filter(([name]) => !FREE.has(name)));
}

function compare(expected: Said, drafted: Said): void {
  const names = new Set([...Object.keys(expected), ...Object.keys(drafted)]);
  for (const name of names) if (expected[name] !== drafted[name]) throw differs(name);
}

/** The payload that the figures make, as `suffrage.paper.sheet` writes it. */
export function sheetOf(fields: SheetFields, state: SectionState): Value {
  const { agents, contest, scan } = fields;
  return {
    ...figuresOf(fields, state.registered),
    contest,
    entered_by: state.role,
    unit: state.unit,
    ...(Object.keys(agents).length ? { agents } : {}),
    ...(scan ? { scan } : {}),
  };
}

function differs(at: string): NotVerified {
  return new NotVerified("section.draft-differs", { at });
}
