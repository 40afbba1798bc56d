// Reading a log from its files: tiles of 256 hashes, bundles of 256 entries (C2SP tlog-tiles
// 0.1.0). Nothing that is read here is believed: proofs made of it are checked against a root.

import { Malformed, Unavailable } from "./errors.ts";
import { HASH_SIZE, type HashReader, halved, nodeHash } from "./merkle.ts";

/** The bytes of a file of the public folder; throws `Unavailable` where there is none. */
export type Read = (path: string) => Promise<Uint8Array>;

export const WIDTH = 256;
const TILE_LEVELS = 8;

/** The path of a tile of hashes, or of a bundle for the level "entries", below the log's prefix. */
export function tilePath(level: number | "entries", index: number, width: number): string {
  const groups = [String(index % 1000).padStart(3, "0")];
  for (let rest = Math.floor(index / 1000); rest; rest = Math.floor(rest / 1000)) {
    groups.unshift(`x${String(rest % 1000).padStart(3, "0")}`);
  }
  return `tile/${level}/${groups.join("/")}${width === WIDTH ? "" : `.p/${width}`}`;
}

/** A hash reader over the tiles of a log of `size` entries; each file is read once. */
export function tileReader(read: Read, size: number): HashReader {
  const held = new Map<string, Promise<Uint8Array>>();
  return async (level, index) => {
    const tileLevel = Math.floor(level / TILE_LEVELS);
    const depth = level % TILE_LEVELS;
    const first = index * 2 ** depth;
    const tileIndex = Math.floor(first / WIDTH);
    const width = widthOf(tileIndex, halved(size, TILE_LEVELS * tileLevel));
    const key = `${tileLevel}/${tileIndex}`;
    let tile = held.get(key);
    if (!tile) held.set(key, (tile = readTile(read, tileLevel, tileIndex, width)));
    const start = first % WIDTH;
    if (start + 2 ** depth > width) throw new Malformed("log.range", { number: index, size });
    return subtree(await tile, start, 2 ** depth);
  };
}

/** Entry `index` of a log of `size` entries; check its leaf hash before any use of it. */
export async function readEntry(read: Read, index: number, size: number): Promise<Uint8Array> {
  if (!(0 <= index && index < size)) throw new Malformed("log.range", { number: index, size });
  const tileIndex = Math.floor(index / WIDTH);
  const width = widthOf(tileIndex, size);
  const data = await readFullOr(read, "entries", tileIndex, width);
  const entry = entriesOf(data.bytes, data.width)[index % WIDTH];
  if (!entry) throw new Malformed("log.bundle", { at: "byte 0", entries: 0, width });
  return entry;
}

/** The `width` entries of a bundle, each behind its length as a big-endian uint16. */
export function entriesOf(data: Uint8Array, width: number): Uint8Array[] {
  const entries: Uint8Array[] = [];
  let place = 0;
  while (place < data.length) {
    const start = place + 2;
    const end = start + (data[place] ?? 0) * 256 + (data[place + 1] ?? 0);
    if (start > data.length || end > data.length) throw badBundle(place, entries.length, width);
    entries.push(data.subarray(start, end));
    place = end;
  }
  if (entries.length !== width) throw badBundle(place, entries.length, width);
  return entries;
}

function badBundle(place: number, entries: number, width: number): Malformed {
  return new Malformed("log.bundle", { at: `byte ${place}`, entries, width });
}

/** How many of `total` hashes or entries lie in the tile, 1 to 256. */
function widthOf(tileIndex: number, total: number): number {
  return Math.min(WIDTH, total - tileIndex * WIDTH);
}

async function readTile(read: Read, level: number, index: number, width: number) {
  if (width < 1) throw new Malformed("log.range", { number: index, size: width });
  const data = await readFullOr(read, level, index, width);
  if (data.bytes.length !== data.width * HASH_SIZE) {
    throw new Malformed("log.hash", { length: data.bytes.length });
  }
  return data.bytes;
}

/** A tile of `width`, or the full one that has taken its place since. */
async function readFullOr(read: Read, level: number | "entries", index: number, width: number) {
  const under = (w: number) => `log/${tilePath(level, index, w)}`;
  try {
    return { bytes: await read(under(width)), width };
  } catch (error) {
    if (!(error instanceof Unavailable) || width === WIDTH) throw error;
    return { bytes: await read(under(WIDTH)), width: WIDTH };
  }
}

/** The hash over `count` hashes of a tile, a power of two, from the `start`-th on. */
function subtree(tile: Uint8Array, start: number, count: number): Uint8Array {
  if (count === 1) return tile.subarray(start * HASH_SIZE, (start + 1) * HASH_SIZE);
  const half = count / 2;
  return nodeHash(subtree(tile, start, half), subtree(tile, start + half, half));
}
