// Encodings with one spelling a value: base64, hexadecimal, decimals, UTF-8.

import { Malformed } from "./errors.ts";

const LARGEST_SIZE = 2n ** 63n - 1n;
const DECIMAL = /^(?:0|[1-9][0-9]{0,18})$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

export function concat(...parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let place = 0;
  for (const part of parts) {
    whole.set(part, place);
    place += part.length;
  }
  return whole;
}

/** Whether two byte strings are the same; for public data only, the time tells where they part. */
export function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, place) => byte === b[place]);
}

export function toHex(data: Uint8Array): string {
  return Array.from(data, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Bytes of lower-case hexadecimal; the caller has checked its form. */
export function fromHex(text: string): Uint8Array {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** Standard base64 with padding (RFC 4648 section 4). */
export function toBase64(data: Uint8Array): string {
  let text = "";
  for (const byte of data) text += String.fromCharCode(byte);
  return btoa(text);
}

/** The bytes of canonical base64; `log.base64` for any other spelling. */
export function fromBase64(text: string, at = ""): Uint8Array {
  if (!BASE64.test(text)) throw new Malformed("log.base64", { at });
  const data = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  // Unused bits that are not zero would be a second spelling.
  if (toBase64(data) !== text) throw new Malformed("log.base64", { at });
  return data;
}

/**
 * A decimal without sign or leading zero. The formats allow sizes below 2^63; this reader holds
 * them as numbers and refuses what is not exact, beyond 2^53 - 1, with the same `log.decimal`.
 */
export function decimal(text: string, at = ""): number {
  if (!DECIMAL.test(text) || BigInt(text) > LARGEST_SIZE) throw new Malformed("log.decimal", { at });
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Malformed("log.decimal", { at });
  return value;
}

export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** The text of UTF-8 bytes, a byte order mark included; throws `code` for other bytes. */
export function fromUtf8(data: Uint8Array, code: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(data);
  } catch {
    throw new Malformed(code);
  }
}
