// What runs beside the page: asks the office how the evening stands, and takes the steps to it.

import { Refusal, advanceAll, contestOf } from "@suffrage/core/queue";
import { recordMessage } from "@suffrage/core/messages";
import { SuffrageError, Unavailable } from "@suffrage/core/errors";
import type { SectionState } from "@suffrage/core/section";
import { heldKey, makeKey, proveKey, sign } from "./keys.ts";
import { Memory, keepState, lastState } from "./section_memory.ts";
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

  /** Make this phone's key the section's, in the place of another phone's. */
  async takeOver(state: SectionState): Promise<void> {
    await makeKey(state.origin, state.role);
    await this.offer(state);
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
    if (!key) return;
    const world = {
      state,
      shelf: memory,
      office: this.office,
      sign: (record: Uint8Array) => sign(key, recordMessage(state.origin, record)),
      photo: (contest: string) => memory.photo(contest),
    };
    await advanceAll(world, () => void this.tell(state, "", ""));
    // Who signed the paper is on its photo: it leaves the phone once the figures are on the board.
    for (const { id, status } of await memory.load()) {
      if (id.startsWith("sheet:") && status === "sent") await memory.forgetPhoto(contestOf(id));
    }
  }

  /** A section without a key gets this phone's; one that has another phone's keeps it. */
  private async withKey(state: SectionState): Promise<SectionState> {
    if (state.key !== "none") return state;
    if (!(await heldKey(state.origin, state.role))) await makeKey(state.origin, state.role);
    await this.offer(state);
    const next = { ...state, key: "waiting" } as const;
    await keepState(next);
    return next;
  }

  private async offer({ origin, role }: SectionState): Promise<void> {
    const key = await heldKey(origin, role);
    if (key) await this.office.key(key.publicKey, await proveKey(key, origin, role));
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
