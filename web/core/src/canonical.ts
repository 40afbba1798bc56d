// Canonical JSON (docs/spec/canonical-json.md): a value is parsed, written again and compared, so
// that equal values have equal bytes. Codes as in Python's `suffrage.model.canonical`.

import { fromUtf8 } from "./bytes.ts";
import { Malformed } from "./errors.ts";

export type Value = string | number | boolean | Value[] | { [key: string]: Value };

// Delete, the C1 controls, and the characters that turn the direction of writing.
const FORBIDDEN = /[\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
const STRING = /"(?:[^"\\]|\\[^])*(?:"|\\?$)/g;
const NUMBER = /-?[0-9][-+.0-9eE]*/g;
const ASCII = /^[\u0000-\u007f]*$/;

/** The value of canonical bytes; throws `canonical.*`. */
export function decodeCanonical(data: Uint8Array): Value {
  const text = fromUtf8(data, "canonical.utf8");
  checkText(text);
  let value: Value;
  try {
    value = JSON.parse(text) as Value;
  } catch {
    throw new Malformed("canonical.shape");
  }
  if (encodeCanonical(value) !== text) throw new Malformed("canonical.form");
  return value;
}

/** The canonical text of a value that JSON knows. */
export function encodeCanonical(value: Value): string {
  if (Array.isArray(value)) return `[${value.map(encodeCanonical).join(",")}]`;
  if (typeof value !== "object") return JSON.stringify(value);
  // Own keys only, in the order of their bytes: keys are ASCII, so the order of their units.
  const keys = Object.keys(value).sort((a, b) => (a < b ? -1 : 1));
  const pairs = keys.map((key) => `${JSON.stringify(key)}:${encodeCanonical(value[key] as Value)}`);
  return `{${pairs.join(",")}}`;
}

function checkText(text: string): void {
  if (text.normalize("NFC") !== text || FORBIDDEN.test(text)) {
    throw new Malformed("canonical.text");
  }
  for (const [escape] of text.matchAll(/\\[^]/g)) {
    if (escape !== '\\"' && escape !== "\\\\") throw new Malformed("canonical.text");
  }
  const bare = text.replace(STRING, "");
  if (bare.includes("null")) throw new Malformed("canonical.null");
  for (const [number] of bare.matchAll(NUMBER)) {
    const digits = number.replace(/^-/, "");
    if (!/^[0-9]{1,16}$/.test(digits) || !Number.isSafeInteger(Number(digits))) {
      throw new Malformed("canonical.number", { number: number.slice(0, 40) });
    }
  }
  for (const [string] of text.matchAll(/"(?:[^"\\]|\\[^])*"(?=:)/g)) {
    if (!ASCII.test(string)) throw new Malformed("canonical.form");
  }
}
