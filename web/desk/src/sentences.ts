// Sentences in the language of the page, from the files that Python reads too.

import words from "suffrage:words";
import { type Fields, SuffrageError } from "@suffrage/core/errors";

/** The page's language, French where it has no sentences. */
export function language(): string {
  const asked = document.documentElement.lang.slice(0, 2);
  return asked in words ? asked : "fr";
}

/** The sentence of a code with its fields filled in; the code itself where there is none. */
export function say(code: string, fields: Fields = {}): string {
  const text = words[language()]?.[code] ?? code;
  return text.replace(/\{([a-z_]+)\}/g, (whole, name: string) => {
    const value = fields[name];
    return typeof value === "number" ? inLanguage(value) : (value ?? whole);
  });
}

/** Whether a code has a sentence here. */
export function isSaid(code: string): boolean {
  return code in (words[language()] ?? {});
}

/** A dotted name with its first part in the reader's words: "Votes – to1"; unknown ones as they are. */
export function fieldName(name: string): string {
  const [first = "", ...rest] = name.split(".");
  const code = `desk.field.${first.replaceAll("_", "-")}`;
  return [isSaid(code) ? say(code) : first, ...rest].join(" – ");
}

/** A whole number as the page's language writes it. */
export function inLanguage(value: number): string {
  return new Intl.NumberFormat(language()).format(value);
}

/** What to tell a person about an error of any kind. */
export function explain(error: unknown): string {
  if (error instanceof SuffrageError) return say(error.code, error.fields);
  return say("desk.failed", { detail: error instanceof Error ? error.message : String(error) });
}
