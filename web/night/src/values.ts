// What a cell is worth when rows are ordered or looked for.

const WHOLE_OR_DECIMAL = /^-?[0-9]+(?:\.[0-9]+)?$/;
const FRACTION = /^(-?[0-9]+)\/([1-9][0-9]*)$/;

/** The value of a cell's `<data>`, a number where it is one; else the text, even of digits. */
export function sortKey(cell: Element | undefined): number | string {
  const figure = cell?.querySelector("data");
  return figure ? keyOfText(figure.value) : (cell?.textContent?.trim() ?? "");
}

/** A decimal or a fraction `p/q` as a number, any other text as it is. */
export function keyOfText(text: string): number | string {
  const [, above, below] = FRACTION.exec(text) ?? [];
  if (above && below) return Number(above) / Number(below);
  return WHOLE_OR_DECIMAL.test(text) ? Number(text) : text;
}

/** A text without case and accents, so that "helene" finds "Hélène". */
export function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ").trim();
}
