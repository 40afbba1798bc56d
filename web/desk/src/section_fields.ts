// Which fields a contest's page has, in which order, and what they are called.

import { type Contest, mandatory, type SectionState } from "@suffrage/core/section";
import { type Field, make } from "./section_dom.ts";
import { say } from "./sentences.ts";

/** The names of the fields that must be filled, and of those that may be. */
export interface FieldsOf {
  readonly needed: readonly string[];
  readonly optional: readonly string[];
}

const AGENT_STATES = ["signed", "reserved", "refused", "absent"] as const;

export function fieldsFor(contest: Contest, state: SectionState): FieldsOf {
  const must = mandatory(contest, state.camps);
  const agents = state.camps.map(({ id }) => `agents.${id}`);
  const reasons = state.void_reasons.map((id) => `void.${id}`);
  if (contest.small) return { needed: must, optional: ["proxies", ...reasons, ...agents] };
  const place = must.indexOf("void") + 1;
  return { needed: [...must.slice(0, place), ...reasons, ...must.slice(place)], optional: [] };
}

/** What a field is called on the page: the words of the paper. */
export function labelOf(name: string, contest: Contest, { camps }: SectionState): string {
  const dot = name.indexOf(".");
  const [part, id] = dot < 0 ? [name, ""] : [name.slice(0, dot), name.slice(dot + 1)];
  if (part === "votes") return contest.options.find((one) => one.id === id)?.label ?? id;
  if (part === "agents") return say("section.field.agent", { camp: camps.find((one) => one.id === id)?.label ?? id });
  if (part === "void" && id) return say("section.field.void-reason", { reason: id.replaceAll("-", " ") });
  return say(`section.field.${part}`);
}

/** What a camp's agent did with the paper. */
export function choices(field: Field, typed: (text: string) => void): HTMLElement {
  const id = `field-${field.name}`;
  const select = make("select", { id, name: field.name, "aria-describedby": `${id}-wrong` });
  select.append(make("option", { value: "" }, "–"));
  for (const state of AGENT_STATES) {
    select.append(make("option", { value: state }, say(`section.agent.${state}`)));
  }
  select.value = field.value;
  select.addEventListener("change", () => typed(select.value));
  const wrong = make("p", { id: `${id}-wrong`, class: "fault", hidden: true });
  return make("div", { class: "number" }, make("label", { for: id }, field.label), select, wrong);
}
