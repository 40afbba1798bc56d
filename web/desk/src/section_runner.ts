// What runs beside the page: asks the office how the evening stands, and takes the steps to it.

import { Refusal, advanceAll, spentPhotos } from "@suffrage/core/queue";
import { recordMessage } from "@suffrage/core/messages";
import { SuffrageError, Unavailable } from "@suffrage/core/errors";
import type { SectionState } from "@suffrage/core/section";
import { heldKey, makeKey, proveKey, sign } from "./keys.ts";
import { Memory, keepOffered, keepState, lastState, offeredKey } from "./section_memory.ts";
import type { SectionOffice } from "./section_office.ts";
import { explain } from "./sentences.ts";

const SOON = 15_000;
const FIRST_WAIT = 2_000;
const LONGEST_WAIT = 60_000;

/** What the page shows of the evening besides its own fields. */
export interface Evening {
  readonly state: SectionState;
  readonly memory: Memory;
  /** Why the office was not reached: a code, or "". */
  readonly lost: string;
  /** What else has failed, as a sentence. */
  readonly failed: string;
  /** The key of this phone, in hexadecimal; "" before there is one. */
  readonly publicKey: string;
}

export class Runner {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private wait = FIRST_WAIT;
  private running = false;
  private again = false;

  constructor(
    private readonly office: SectionOffice,
    private readonly show: (evening: Evening) => void,
  ) {}

  /** Begin with what is known, and go on whenever the network may be back. */
  async start(): Promise<void> {
    const state = await lastState();
    if (state) await this.tell(state, "", "");
    for (const event of ["online", "focus"]) addEventListener(event, () => this.hurry());
    await this.run();
  }

  /** Go on now: something was typed, or the network is back. */
  hurry(): void {
    this.wait = FIRST_WAIT;
    void this.run();
  }

  /** Have this phone sign for the section, in the place of another one. */
  async takeOver({ origin, role }: SectionState): Promise<void> {
    await makeKey(origin, role);
    this.hurry();
  }

  private async run(): Promise<void> {
    if (this.running) {
      this.again = true;
      return;
    }
    this.running = true;
    clearTimeout(this.timer);
    do {
      this.again = false;
      // Two windows on one phone take turns, so that neither signs what the other has signed.
      await navigator.locks.request("suffrage-section", () => this.turn());
    } while (this.again);
    this.running = false;
    this.timer = setTimeout(() => void this.run(), this.wait);
  }

  private async turn(): Promise<void> {
    let state = await lastState();
    try {
      state = await this.office.state();
      await keepState(state);
      state = await this.withKey(state);
      await this.tell(state, "", "");
      await this.advance(state);
      this.wait = SOON;
    } catch (error) {
      const lost = error instanceof Unavailable ? error.code : "";
      this.wait = Math.min(2 * this.wait, LONGEST_WAIT);
      if (state) await this.tell(state, lost, lost ? "" : told(error));
      else this.nothingKnown(error);
    }
  }

  private async advance(state: SectionState): Promise<void> {
    const [memory, key] = [new Memory(state), await heldKey(state.origin, state.role)];
    // A key that is not the section's any more signs nothing: the office would refuse it.
    if (!key || (state.public_key && state.public_key !== key.publicKey)) return;
    const world = {
      state,
      shelf: memory,
      office: this.office,
      sign: (record: Uint8Array) => sign(key, recordMessage(state.origin, record)),
      photo: (contest: string) => memory.photo(contest),
    };
    await advanceAll(world, () => void this.tell(state, "", ""));
    // Who signed the paper is on its photo: it leaves the phone once the figures are on the board.
    // Another photo may have been taken meanwhile, which has still to be sent.
    for (const { contest, scan } of spentPhotos(await memory.load())) await memory.forgetPhoto(contest, scan);
  }

  /** A section without a key gets this phone's; one that has another phone's keeps it. */
  private async withKey(state: SectionState): Promise<SectionState> {
    const { origin, role } = state;
    const held = await heldKey(origin, role);
    const offered = held !== undefined && (await offeredKey(state)) === held.publicKey;
    if (state.key !== "none" && (!held || offered)) return state;
    const key = held ?? (await makeKey(origin, role));
    await this.office.key(key.publicKey, await proveKey(key, origin, role));
    await keepOffered(state, key.publicKey);
    const next = { ...state, key: "waiting", public_key: key.publicKey } as const;
    await keepState(next);
    return next;
  }

  private async tell(state: SectionState, lost: string, failed: string): Promise<void> {
    const key = await heldKey(state.origin, state.role);
    this.show({ state, memory: new Memory(state), lost, failed, publicKey: key?.publicKey ?? "" });
  }

  private nothingKnown(error: unknown): void {
    const place = document.getElementById("section");
    if (place) place.textContent = told(error);
  }
}

function told(error: unknown): string {
  if (error instanceof Refusal && error.told.sentence) return error.told.sentence;
  return explain(error instanceof SuffrageError || !(error instanceof Refusal) ? error : error.told.code);
}
