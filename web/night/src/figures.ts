// The figures that a page shows of a sheet, against the sheet's payload.

import type { Value } from "@suffrage/core/canonical";
import { NotVerified } from "@suffrage/core/errors";

/**
 * Compare each `<data data-field="votes.to1">` in the scope of a check section; how many there
 * are comes back. The scope is the element that `data-scope` names by its id. Both the value and
 * the digits that a reader sees must agree. Throws `page.figure`, and
 * `page.figures` where there is none to compare.
 */
export function checkFigures(section: HTMLElement, payload: Value): number {
  const scope = document.getElementById(section.dataset["scope"] ?? "");
  const figures = Array.from(scope?.querySelectorAll<HTMLDataElement>("data[data-field]") ?? []);
  for (const figure of figures) {
    const field = figure.dataset["field"] ?? "";
    const wanted = String(amount(at(payload, field.split("."))));
    const visible = (figure.textContent ?? "").replace(/[^0-9]/g, "");
    if (figure.value !== wanted || visible !== wanted) {
      throw new NotVerified("page.figure", { field, page: figure.value, sheet: wanted });
    }
  }
  if (!figures.length) throw new NotVerified("page.figures");
  return figures.length;
}

function at(value: Value, path: readonly string[]): Value | undefined {
  return path.reduce<Value | undefined>((inside, name) => {
    const isTable = typeof inside === "object" && !Array.isArray(inside);
    return isTable && Object.hasOwn(inside, name) ? inside[name] : undefined;
  }, value);
}

/** A figure, or the sum of a table of figures, such as void ballots by reason. */
function amount(value: Value | undefined): Value | undefined {
  if (typeof value !== "object" || Array.isArray(value)) return value;
  return Object.values(value).reduce<number>((sum, one) => sum + Number(one), 0);
}
