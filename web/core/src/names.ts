// Ids with everything that they may be called, as `suffrage.paper.camp_layout` names them.

const NEAR = 2;
const LONGEST = 40;
const ASCII = /^[\x00-\x7f]*$/;

/** What two spellings of one name have in common; letters of other alphabets stay what they are. */
export function key(text: string): string {
  const bare = text.normalize("NFKD").replace(/\p{M}/gu, "");
  if (!ASCII.test(bare)) return text.trim().toLowerCase();
  return bare.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
}

/** Ids in their order, each with other names; a name of several means none of them alone. */
export class Names {
  readonly ids: readonly string[];
  readonly #byKey = new Map<string, string[]>();

  constructor(names: ReadonlyMap<string, readonly string[]>) {
    this.ids = [...names.keys()];
    for (const [id, others] of names) {
      for (const spelt of new Set([id, ...others].map(key))) {
        this.#byKey.set(spelt, [...(this.#byKey.get(spelt) ?? []), id]);
      }
    }
  }

  /** The ids that a text may mean: one, none, or several. */
  named(text: string): readonly string[] {
    const bare = text.trim();
    if (this.ids.includes(bare)) return [bare];
    const spelt = key(bare);
    return spelt ? (this.#byKey.get(spelt) ?? []) : [];
  }

  /** The ids at most two strokes away from a text, the nearest first. */
  nearest(text: string): readonly string[] {
    const asked = [...key(text)].slice(0, LONGEST);
    const best = new Map<string, number>();
    for (const [spelt, ids] of this.#byKey) {
      const other = [...spelt];
      if (Math.abs(other.length - asked.length) > NEAR) continue;
      const far = strokes(asked, other);
      if (far <= NEAR) for (const id of ids) best.set(id, Math.min(far, best.get(id) ?? far));
    }
    const order = (id: string) => (best.get(id) ?? 0) * this.ids.length + this.ids.indexOf(id);
    return [...best.keys()].sort((one, other) => order(one) - order(other));
  }
}

/** The least number of characters put in, taken out or exchanged (Levenshtein 1966). */
function strokes(one: readonly string[], other: readonly string[]): number {
  let above = Array.from({ length: other.length + 1 }, (_, place) => place);
  one.forEach((mark, row) => {
    const line = [row + 1];
    other.forEach((against, place) => {
      const exchanged = (above[place] ?? 0) + (mark === against ? 0 : 1);
      line.push(Math.min(exchanged, (above[place + 1] ?? 0) + 1, (line[place] ?? 0) + 1));
    });
    above = line;
  });
  return above[other.length] ?? 0;
}
