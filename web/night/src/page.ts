// What a page says of itself, by the contract of web/README.md.

import { fromBase64 } from "@suffrage/core/bytes";
import { Malformed, Unavailable } from "@suffrage/core/errors";
import { type Key, parseKey } from "@suffrage/core/keys";
import type { Head } from "@suffrage/core/prove";
import type { Read } from "@suffrage/core/tiles";

/** The content of a `<meta name="suffrage:…">`; throws `Unavailable` where the page has none. */
function meta(page: Document, name: string): string {
  const found = page.querySelector<HTMLMetaElement>(`meta[name="suffrage:${name}"]`);
  if (!found) throw new Unavailable("page.meta", { name });
  return found.content;
}

/** Size and root of the board that a page shows. */
export function headOf(page: Document): Head {
  const size = Number(meta(page, "size"));
  if (!Number.isSafeInteger(size)) throw new Malformed("log.decimal", { at: "page" });
  return { size, root: fromBase64(meta(page, "root"), "page") };
}

/** The key that signs the checkpoints of the page's board, and its printed form. */
export function keyOf(page: Document): { key: Key; printed: string } {
  const printed = meta(page, "key");
  return { key: parseKey(printed), printed };
}

/** A reader of the files of the public folder to which the page belongs. */
export function folderOf(page: Document): Read {
  const root = new URL(page.body.dataset["root"] ?? "", page.baseURI);
  return async (path) => {
    const address = new URL(path, root);
    // All other files of a board never change.
    const response = await fetched(address, path === "log/checkpoint" ? "no-store" : "default");
    return new Uint8Array(await response.arrayBuffer().catch(lost(address)));
  };
}

/** The page behind an address, as it is served now; nothing of it runs. */
export async function fetchPage(address: URL): Promise<Document> {
  const response = await fetched(address, "no-cache");
  const text = await response.text().catch(lost(address));
  return new DOMParser().parseFromString(text, "text/html");
}

async function fetched(address: URL, cache: RequestCache): Promise<Response> {
  const response = await fetch(address, { cache, mode: "same-origin" }).catch(lost(address));
  if (!response.ok) throw new Unavailable("page.status", { at: address.pathname });
  return response;
}

function lost(address: URL): () => never {
  return () => {
    throw new Unavailable("page.network", { at: address.pathname });
  };
}
