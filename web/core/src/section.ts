// What a section's phone knows of its evening, and what was typed into it.

import { type Finding, checkSheet, type SheetFigures, sum } from "./sheet.ts";

export interface Labelled {
  readonly id: string;
  readonly label: string;
}

export interface Contest extends Labelled {
  readonly options: readonly Labelled[];
  readonly sheet: null | { readonly status: string; readonly payload: unknown };
  /** Below the declared size only the mandatory figures are asked for. */
  readonly small: boolean;
  /** What another person has read otherwise in the sheet in force; `null` for nothing. */
  readonly difference: null | Difference;
}

/** Two readings of one paper: the lines that differ, by name, and the figures of all others. */
export interface Difference {
  readonly names: readonly string[];
  readonly rest: {
    readonly figures: Readonly<Record<string, number>>;
    readonly votes: Readonly<Record<string, number>>;
    readonly void: Readonly<Record<string, number>>;
    readonly agents: Readonly<Record<string, string>>;
    readonly scan: string;
  };
  /** The section has answered that it holds to what it sent. */
  readonly held: boolean;
}

/** The answer of `GET /section/state`. */
export interface SectionState {
  readonly origin: string;
  readonly role: string;
  readonly unit: string;
  readonly unit_name: string;
  readonly federation_phone: string;
  readonly round: number;
  readonly key: "none" | "waiting" | "appointed";
  /** The public key that waits or is appointed, where the office tells it. */
  readonly public_key?: string;
  readonly polls: "before" | "open" | "closed";
  readonly opened: boolean;
  readonly signatures: number | null;
  readonly registered: number;
  readonly contests: readonly Contest[];
  readonly camps: readonly Labelled[];
  readonly void_reasons: readonly string[];
}

/** Texts as they were typed, by field: `ballots`, `votes.to1`, `void.torn`, `agents.camp`. */
export type Typed = Readonly<Record<string, string>>;

/** The figures of a sheet as the office's draft takes them. */
export interface SheetFields {
  readonly contest: string;
  readonly signatures: number;
  readonly ballots: number;
  readonly blank: number;
  readonly void: Readonly<Record<string, number>>;
  readonly votes: Readonly<Record<string, number>>;
  readonly valid?: number;
  readonly proxies?: number;
  readonly agents: Readonly<Record<string, string>>;
  readonly scan: string;
  readonly reserved: boolean;
}

/** A field that cannot be taken as it is typed, with the code of the sentence. */
export interface Fault {
  readonly code: string;
  readonly field: string;
}

/** The reason of void ballots that nobody has sorted, as in files of sheets. */
const UNSORTED = "unsorted";
const DIGITS = /^[0-9]{1,9}$/;

/** The number that a text is, or `undefined`; spaces between digits are passed over. */
export function numberOf(text: string): number | undefined {
  const digits = text.replace(/[\s\u202f\u00a0]/g, "");
  return DIGITS.test(digits) ? Number(digits) : undefined;
}

/** The fields that must be filled, in the order of the page. */
export function mandatory(contest: Contest, camps: readonly Labelled[]): string[] {
  const votes = contest.options.map(({ id }) => `votes.${id}`);
  const figures = ["signatures", "ballots", "blank", "void", ...votes];
  if (contest.small) return figures;
  return [...figures, "valid", "proxies", ...camps.map(({ id }) => `agents.${id}`)];
}

/** What is missing or is no number, in the order of the page. */
export function faults(typed: Typed, contest: Contest, state: SectionState): Fault[] {
  const needed = new Set(mandatory(contest, state.camps));
  const reasons = state.void_reasons.map((id) => `void.${id}`);
  const optional = ["valid", "proxies", ...reasons].filter((name) => !needed.has(name));
  const found = [...needed, ...optional].flatMap((field) => fault(typed, field, needed.has(field)));
  return found.length ? found : voidFaults(typed, contest, reasons);
}

function fault(typed: Typed, field: string, needed: boolean): Fault[] {
  const text = typed[field]?.trim() ?? "";
  if (!text) return needed ? [{ code: "section.missing", field }] : [];
  if (field.startsWith("agents.") || numberOf(text) !== undefined) return [];
  return [{ code: "section.not-a-number", field }];
}

/** What is missing or is no number among the lines that are read again. */
export function rereadFaults(typed: Typed, { names }: Difference): Fault[] {
  return names.flatMap((field) => fault(typed, field, true));
}

/** Reasons, where any is given, are those of all void ballots; above the declared size they are. */
function voidFaults(typed: Typed, contest: Contest, reasons: readonly string[]): Fault[] {
  const total = numberOf(typed["void"] ?? "") ?? 0;
  const given = reasons.filter((field) => typed[field]?.trim());
  const parts = given.reduce((whole, field) => whole + (numberOf(typed[field] ?? "") ?? 0), 0);
  const sorted = given.length > 0 || (!contest.small && total > 0 && reasons.length > 0);
  return sorted && parts !== total ? [{ code: "section.void-parts", field: "void" }] : [];
}

/** The figures of a page without faults. */
export function fieldsOf(
  typed: Typed,
  contest: Contest,
  state: SectionState,
  rest: { readonly scan: string; readonly reserved: boolean },
): SheetFields {
  const figure = (name: string) => numberOf(typed[name] ?? "");
  const given = (names: readonly string[], part: string) =>
    names.flatMap((id) => {
      const value = figure(`${part}.${id}`);
      return value === undefined ? [] : [[id, value] as const];
    });
  const reasons = given(state.void_reasons, "void").filter(([, value]) => value > 0);
  const total = figure("void") ?? 0;
  const unsorted = total ? [[UNSORTED, total] as const] : [];
  const agents = state.camps.flatMap(({ id }) => {
    const said = typed[`agents.${id}`];
    return said ? [[id, said] as const] : [];
  });
  const [valid, proxies] = [figure("valid"), figure("proxies")];
  return {
    contest: contest.id,
    signatures: figure("signatures") ?? 0,
    ballots: figure("ballots") ?? 0,
    blank: figure("blank") ?? 0,
    void: Object.fromEntries(reasons.length ? reasons : unsorted),
    votes: Object.fromEntries(given(contest.options.map(({ id }) => id), "votes")),
    ...(valid === undefined ? {} : { valid }),
    ...(proxies === undefined ? {} : { proxies }),
    agents: Object.fromEntries(agents),
    ...rest,
  };
}

/** The sheet that lines read again make with those on which both readings agree. */
export function rereadFields(typed: Typed, contest: string, { names, rest }: Difference): SheetFields {
  const read = names.map((name) => [name, numberOf(typed[name] ?? "") ?? 0] as const);
  const part = (begin: string) =>
    Object.fromEntries(
      read.flatMap(([name, value]) => (name.startsWith(begin) ? [[name.slice(begin.length), value] as const] : [])),
    );
  const figures = new Map([...Object.entries(rest.figures), ...read]);
  const figure = (name: string) => figures.get(name) ?? 0;
  const [total, valid] = [figures.get("void"), figures.get("valid")];
  const reasons = Object.entries(part("void.")).filter(([, value]) => value > 0);
  const voids = { ...rest.void, ...Object.fromEntries(reasons), ...(total ? { [UNSORTED]: total } : {}) };
  return {
    contest,
    signatures: figure("signatures"),
    ballots: figure("ballots"),
    blank: figure("blank"),
    void: voids,
    votes: { ...rest.votes, ...part("votes.") },
    ...(valid === undefined ? {} : { valid }),
    proxies: figure("proxies"),
    agents: rest.agents,
    scan: rest.scan,
    reserved: false,
  };
}

/** The figures as checks look at them; where the paper's sum is not asked for, it is the votes'. */
export function figuresOf(fields: SheetFields, registered: number): SheetFigures {
  const { ballots, blank, signatures, votes } = fields;
  const [valid, proxies] = [fields.valid ?? sum(votes), fields.proxies ?? 0];
  return { ballots, blank, proxies, registered, signatures, valid, void: fields.void, votes };
}

/** What the sheet shows by itself, hard findings first. */
export function findingsOf(
  fields: SheetFields,
  contest: Contest,
  state: SectionState,
): { hard: readonly Finding[]; soft: readonly Finding[] } {
  const figures = figuresOf(fields, state.registered);
  return checkSheet(figures, state.registered, contest.options.map(({ id }) => id));
}
