// What the script adds to a piece of a page, at first and after each renewal.

import { offerChecks } from "./check.ts";
import { type Choices, enhanceTables } from "./tables.ts";

export function enhance(root: Element, choices: Choices = new Map()): void {
  enhanceTables(root, choices);
  offerChecks(root);
}
