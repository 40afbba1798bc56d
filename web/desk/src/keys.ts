// A person's signing key: made here, kept here, and no script or file can read its private half.

import { toHex } from "@suffrage/core/bytes";
import { Unavailable } from "@suffrage/core/errors";
import { keyMessage } from "@suffrage/core/messages";
import { read, write } from "./database.ts";

/** A key of this browser, for one role of one election. */
export interface HeldKey {
  readonly pair: CryptoKeyPair;
  /** The public key in lower-case hexadecimal. */
  readonly publicKey: string;
}

const place = (origin: string, role: string) => `${origin}\n${role}`;

/** The key that this browser holds for a role of an election. */
export function heldKey(origin: string, role: string): Promise<HeldKey | undefined> {
  return read<HeldKey>("keys", place(origin, role));
}

/**
 * Make a key and keep it in the place of an earlier one.
 * Throws `Unavailable("desk.no-ed25519" | "desk.not-secure")` where a browser cannot.
 */
export async function makeKey(origin: string, role: string): Promise<HeldKey> {
  // Outside HTTPS and this very machine, browsers hide the whole interface.
  if (!globalThis.isSecureContext) throw new Unavailable("desk.not-secure");
  let pair: CryptoKeyPair;
  try {
    pair = (await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"])) as CryptoKeyPair;
  } catch {
    throw new Unavailable("desk.no-ed25519");
  }
  const publicKey = toHex(new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey)));
  const made = { pair, publicKey };
  await write("keys", place(origin, role), made);
  return made;
}

/** The signature over a message, in hexadecimal. */
export async function sign(key: HeldKey, message: Uint8Array): Promise<string> {
  const bytes = message as Uint8Array<ArrayBuffer>;
  return toHex(new Uint8Array(await crypto.subtle.sign("Ed25519", key.pair.privateKey, bytes)));
}

/** What shows the office that this browser holds the key's private half. */
export function proveKey(key: HeldKey, origin: string, role: string): Promise<string> {
  return sign(key, keyMessage(origin, role, key.publicKey));
}
