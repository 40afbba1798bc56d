// What a section's phone keeps: the evening as it was last told, what was typed, photos, steps.

import { sha256 } from "@noble/hashes/sha2.js";
import { toHex } from "@suffrage/core/bytes";
import type { Item, Shelf } from "@suffrage/core/queue";
import type { SectionState, Typed } from "@suffrage/core/section";
import { exchange, forget, forgetIf, read, readAll, write } from "./database.ts";

const STATE = "state";

/** What was typed for one contest, its photo's hash, and how far the secretary is with it. */
export interface Page {
  readonly typed: Typed;
  readonly scan: string;
  /** The secretary has gone on from here with these very figures. */
  readonly ready: boolean;
  /** The secretary has said: this is what the paper says. */
  readonly reserved: boolean;
  /** Of a correction: the payload of the sheet that it takes the place of. */
  readonly replaces?: string;
  /** Of a correction: it answers a second reading that differs. */
  readonly answers?: boolean;
  /** Of an answer: the lines that the secretary has read again and gone on with. */
  readonly names?: readonly string[];
}

export const EMPTY: Page = { typed: {}, scan: "", ready: false, reserved: false };

/** The evening as the office last told it, for a phone without network. */
export const lastState = (): Promise<SectionState | undefined> => read<SectionState>("section", STATE);
export const keepState = (state: SectionState): Promise<void> => write("section", STATE, state);

/** The key of this phone that the office has taken note of: another one is offered again. */
export const offeredKey = (of: SectionState): Promise<string | undefined> => read("section", offer(of));
export const keepOffered = (of: SectionState, key: string): Promise<void> => write("section", offer(of), key);
const offer = ({ origin, role }: SectionState) => `offered\n${origin}\n${role}`;

/** Everything of one evening of one section; other evenings are not touched. */
export class Memory implements Shelf {
  private readonly place: string;

  constructor({ origin, role, round }: SectionState) {
    this.place = `${origin}\n${role}\n${round}\n`;
  }

  load(): Promise<Item[]> {
    return readAll<Item>("section", `${this.place}item\n`);
  }

  swap(id: string, change: (now: Item | undefined) => Item | undefined): Promise<void> {
    return exchange<Item>("section", `${this.place}item\n${id}`, change);
  }

  /** Forget a step that was refused and is left as it is. */
  drop(id: string): Promise<void> {
    return forget("section", `${this.place}item\n${id}`);
  }

  async page(contest: string): Promise<Page> {
    return (await read<Page>("section", `${this.place}page\n${contest}`)) ?? EMPTY;
  }

  keepPage(contest: string, page: Page): Promise<void> {
    return write("section", `${this.place}page\n${contest}`, page);
  }

  photo(contest: string): Promise<Uint8Array | undefined> {
    return read<Uint8Array>("section", `${this.place}photo\n${contest}`);
  }

  keepPhoto(contest: string, data: Uint8Array): Promise<void> {
    return write("section", `${this.place}photo\n${contest}`, data);
  }

  /** Forget the photo with this hash; one that was taken since then stays. */
  forgetPhoto(contest: string, scan: string): Promise<void> {
    const named = (data: Uint8Array) => toHex(sha256(data)) === scan;
    return forgetIf<Uint8Array>("section", `${this.place}photo\n${contest}`, named);
  }
}
