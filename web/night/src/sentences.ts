// Sentences belong to the page: a template in a data attribute, with {fields}.

/** The sentence `data-NAME` of an element with its fields filled in; numbers as the page's language writes them. */
export function sentence(
  element: HTMLElement,
  name: string,
  fields: Readonly<Record<string, string | number>> = {},
): string {
  const template = element.getAttribute(`data-${name}`) ?? "";
  return template.replace(/\{([a-z]+)\}/g, (whole, field: string) => {
    const value = fields[field];
    return typeof value === "number" ? inLanguage(value) : (value ?? whole);
  });
}

/** A whole number in the language of the page. */
export function inLanguage(value: number): string {
  return new Intl.NumberFormat(document.documentElement.lang || undefined).format(value);
}
