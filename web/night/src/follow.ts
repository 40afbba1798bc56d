// Following the board: read the checkpoint now and then, check that it continues what was seen,
// and renew the page when the board has grown.
//
// A cache may answer with an older checkpoint than the page's. So a shorter board is an alarm only
// when it is met twice running; one that contradicts what was seen is an alarm at once, for good.

import { type Checkpoint, openCheckpoint } from "@suffrage/core/checkpoint";
import { NotVerified } from "@suffrage/core/errors";
import { type Head, checkContinues } from "@suffrage/core/prove";
import type { Read } from "@suffrage/core/tiles";
import { say, settle } from "./live.ts";
import { fetchPage, folderOf, headOf, keyOf } from "./page.ts";
import { renew } from "./renew.ts";
import { tellWitnesses } from "./witnessed.ts";

const PATIENCE = 2;
// A page is written after the checkpoint, and only when a record concerned it.
const LOOKS = 4;
const LONGEST_PAUSE = 8;
// Thousands of phones that opened the page at the same minute spread out.
const SPREAD = 0.25;

interface Followed {
  readonly read: Read;
  /** The longest board that was proven; at first the one that the page shows. */
  seen: Head;
  /** The size that the page shows. */
  shown: number;
  /** Looks in a row that met a shorter board, and that met none. */
  shorter: number;
  missed: number;
  /** How often the page is still asked for since the board has grown. */
  looks: number;
}

/** Follow the board every `data-follow` seconds; a page without that attribute stays as it is. */
export function follow(): void {
  const seconds = Number(document.body.dataset["follow"]);
  // A copy on a disk does not grow, and a page there may not read the files beside it.
  if (!(seconds > 0) || document.location.protocol === "file:") return;
  const seen = headOf(document);
  const counts = { shorter: 0, missed: 0, looks: LOOKS };
  const board = { read: folderOf(document), seen, shown: seen.size, ...counts };
  let timer = 0;
  let idle = true;
  const wait = () => {
    const pause = seconds * Math.min(2 ** board.missed, LONGEST_PAUSE);
    timer = window.setTimeout(run, pause * (1 + SPREAD * (2 * Math.random() - 1)) * 1000);
  };
  const run = async () => {
    window.clearTimeout(timer);
    // Nobody reads a hidden page: it looks when it is shown again.
    if (!idle || document.hidden) return;
    idle = false;
    if (!(await lookAndSay(board))) return;
    idle = true;
    wait();
  };
  document.addEventListener("visibilitychange", () => void run());
  wait();
}

/** One look; whether another one makes sense. */
async function lookAndSay(board: Followed): Promise<boolean> {
  try {
    await look(board);
    board.missed = 0;
  } catch (error) {
    if (error instanceof NotVerified) {
      say("rollback");
      return false;
    }
    board.missed += 1;
    if (board.missed >= PATIENCE) say("stale");
  }
  return true;
}

async function look(board: Followed): Promise<void> {
  const { key } = keyOf(document);
  const note = await board.read("log/checkpoint");
  const { checkpoint } = openCheckpoint(note, [key]);
  if (checkpoint.size < board.seen.size) {
    await lookAtShorter(board, checkpoint);
    return;
  }
  await checkContinues(board.read, board.seen, checkpoint);
  if (checkpoint.size > board.seen.size) board.looks = LOOKS;
  board.seen = checkpoint;
  board.shorter = 0;
  settle();
  if (board.looks && checkpoint.size > board.shown) await show(board, checkpoint);
  tellWitnesses(note);
}

/** A shorter board is an alarm when it comes twice, and at once if it contradicts. */
async function lookAtShorter(board: Followed, checkpoint: Checkpoint): Promise<void> {
  board.shorter += 1;
  if (board.shorter >= PATIENCE) say("rollback");
  try {
    await checkContinues(board.read, checkpoint, board.seen);
  } catch (error) {
    // The tiles of the longer board may be gone with it: only a proof that fails says something.
    if (error instanceof NotVerified) throw error;
  }
}

/** Show the page anew, if what is served belongs to the board that was proven. */
async function show(board: Followed, checkpoint: Checkpoint): Promise<void> {
  board.looks -= 1;
  const address = new URL(document.location.href);
  address.hash = "";
  const page = await fetchPage(address);
  const head = headOf(page);
  // Not written yet, or written for a checkpoint that is not there yet: the next look shows it.
  if (head.size <= board.shown || head.size > checkpoint.size) return;
  await checkContinues(board.read, head, checkpoint);
  const news = renew(page);
  board.shown = head.size;
  board.looks = 0;
  if (news !== null) say("new", news);
}
