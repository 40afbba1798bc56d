// What one tally sheet shows by itself (docs/spec/sheet.md): the checks of Python's
// `suffrage.paper.checks`, with its codes, fields and figures. A finding names the fields that are
// wrong, never the figure that would make them add up.

/** The figures of one entry that checks look at. */
export interface SheetFigures {
  readonly ballots: number;
  readonly blank: number;
  readonly proxies: number;
  readonly registered: number;
  readonly signatures: number;
  readonly valid: number;
  readonly void: Readonly<Record<string, number>>;
  readonly votes: Readonly<Record<string, number>>;
}

/** A code, the field to look at first, and the sheet's own figures for the sentence. */
export interface Finding {
  readonly code: string;
  readonly field: string;
  readonly numbers: Readonly<Record<string, number>>;
}

/** Hard findings make a sheet impossible; soft ones are possible and need an explanation. */
export interface Findings {
  readonly hard: readonly Finding[];
  readonly soft: readonly Finding[];
}

type Named = "ballots" | "blank" | "proxies" | "registered" | "signatures" | "valid" | "void";
type Check = readonly [code: string, broken: boolean, names: readonly Named[]];

const SMALL_BOX = 100;
const LARGE_DIFFERENCE = 15;
const UNANIMOUS_FROM = 10;

/** Everything that a sheet shows by itself; `registered` and `options` are the unit's. */
export function checkSheet(
  sheet: SheetFigures,
  registered: number,
  options: readonly string[],
): Findings {
  return {
    hard: [...wrongOptions(sheet, options), ...impossible(sheet, registered)],
    soft: [...remarkable(sheet, registered), ...unanimous(sheet, options)],
  };
}

export const sum = (parts: Readonly<Record<string, number>>): number =>
  Object.values(parts).reduce((total, one) => total + one, 0);

function wrongOptions(sheet: SheetFigures, options: readonly string[]): Finding[] {
  const missing = options
    .filter((option) => !Object.hasOwn(sheet.votes, option))
    .map((option) => finding("sheet.option-missing", option));
  const unknown = Object.keys(sheet.votes)
    .filter((option) => !options.includes(option))
    .sort()
    .map((option) => finding("sheet.option-unknown", option));
  return [...missing, ...unknown];
}

function finding(code: string, option: string, numbers: Finding["numbers"] = {}): Finding {
  return { code, field: `votes.${option}`, numbers };
}

function impossible(sheet: SheetFigures, registered: number): Finding[] {
  const papers = sheet.blank + sum(sheet.void) + sheet.valid;
  return failed(sheet, [
    ["sheet.roll-differs", sheet.registered !== registered, ["registered"]],
    ["sheet.signatures-over-roll", sheet.signatures > registered, ["signatures"]],
    ["sheet.proxies-over-signatures", sheet.proxies > sheet.signatures, ["proxies", "signatures"]],
    ["sheet.ballots-over-roll", sheet.ballots > registered, ["ballots"]],
    ["sheet.ballots-sum", sheet.ballots !== papers, ["ballots"]],
    ["sheet.valid-sum", sheet.valid !== sum(sheet.votes), ["valid"]],
  ]);
}

function remarkable(sheet: SheetFigures, registered: number): Finding[] {
  const { ballots, signatures } = sheet;
  const difference = Math.abs(ballots - signatures);
  const far = difference >= LARGE_DIFFERENCE && 100 * difference >= 2 * ballots;
  const everybody = signatures === registered && registered > 0;
  return failed(sheet, [
    ["sheet.more-ballots", ballots > signatures, ["ballots", "signatures"]],
    ["sheet.fewer-ballots", ballots < signatures, ["ballots", "signatures"]],
    ["sheet.difference-large", far, ["ballots", "signatures"]],
    ["sheet.many-blank", isMany(sheet.blank, ballots), ["blank", "ballots"]],
    ["sheet.many-void", isMany(sum(sheet.void), ballots), ["void", "ballots"]],
    ["sheet.box-empty", ballots === 0, ["ballots"]],
    ["sheet.everybody", everybody, ["signatures"]],
  ]);
}

function failed(sheet: SheetFigures, checks: readonly Check[]): Finding[] {
  const figures = { ...sheet, void: sum(sheet.void) };
  return checks
    .filter(([, broken]) => broken)
    .map(([code, , names]) => ({
      code,
      field: names[0] ?? "",
      numbers: Object.fromEntries(names.map((name) => [name, figures[name]])),
    }));
}

function unanimous(sheet: SheetFigures, options: readonly string[]): Finding[] {
  if (sheet.valid < UNANIMOUS_FROM || options.length === 1) return [];
  return Object.keys(sheet.votes)
    .sort()
    .filter((option) => sheet.votes[option] === sheet.valid)
    .map((option) => finding("sheet.unanimous", option, { valid: sheet.valid }));
}

function isMany(part: number, ballots: number): boolean {
  if (!part || 100 * part < 3 * ballots) return false;
  return ballots >= SMALL_BOX || isRare(ballots, part);
}

/** Whether P(K >= part) < 1/100 for K binomial in `ballots` draws of 3/100; exact, in integers. */
function isRare(ballots: number, part: number): boolean {
  const whole = 100n ** BigInt(ballots);
  let [below, ways] = [0n, 1n];
  for (let k = 0; k < Math.min(part, ballots + 1); k++) {
    below += ways * 3n ** BigInt(k) * 97n ** BigInt(ballots - k);
    ways = (ways * BigInt(ballots - k)) / BigInt(k + 1);
  }
  return 100n * (whole - below) < whole;
}
