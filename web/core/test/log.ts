// The log of docs/spec/log.md whose entry i is {"seq":i}, as files of any size, made as slowly and
// plainly as its definition says.

import { concat, utf8 } from "../src/bytes.ts";
import { Unavailable } from "../src/errors.ts";
import { EMPTY_ROOT, leafHash, nodeHash } from "../src/merkle.ts";
import { type Read, tilePath } from "../src/tiles.ts";

export const entry = (index: number): Uint8Array => utf8(`{"seq":${index}}`);

/** The root over leaf hashes, by the recursion of RFC 6962. */
export function plainRoot(leaves: readonly Uint8Array[]): Uint8Array {
  const [first] = leaves;
  if (!first) return EMPTY_ROOT;
  if (leaves.length === 1) return first;
  let half = 1;
  while (half * 2 < leaves.length) half *= 2;
  return nodeHash(plainRoot(leaves.slice(0, half)), plainRoot(leaves.slice(half)));
}

/** Every file of a log of this size, below `log/`. */
export function filesOf(size: number): Map<string, Uint8Array> {
  const entries = Array.from({ length: size }, (_, index) => entry(index));
  const framed = entries.map((one) => concat(Uint8Array.of(one.length >> 8, one.length & 255), one));
  const files = tiled("entries", framed);
  let hashes = entries.map(leafHash);
  for (let level = 0; hashes.length; level += 1) {
    for (const [path, data] of tiled(level, hashes)) files.set(path, data);
    const full = hashes.slice(0, hashes.length - (hashes.length % 256));
    hashes = Array.from({ length: full.length / 256 }, (_, tile) =>
      plainRoot(full.slice(tile * 256, tile * 256 + 256)),
    );
  }
  return files;
}

/** A reader of such files; what is asked for stands in `asked`. */
export function reader(files: ReadonlyMap<string, Uint8Array>, asked: string[] = []): Read {
  return async (path) => {
    asked.push(path);
    const data = files.get(path);
    if (!data) throw new Unavailable("test.absent", { path });
    return data;
  };
}

function tiled(level: number | "entries", parts: Uint8Array[]): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  for (let start = 0; start < parts.length; start += 256) {
    const some = parts.slice(start, start + 256);
    files.set(`log/${tilePath(level, start / 256, some.length)}`, concat(...some));
  }
  return files;
}
