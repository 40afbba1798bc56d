// Says on the page that a passkey was not used: the account library's script tells the console alone.

/** Shows the sentence that waits on the page, when there is one, each time the library fails. */
export function enhancePasskeys(page: Document): void {
  page.addEventListener("allauth.error", (event) => {
    const fault = page.querySelector<HTMLElement>("[data-passkey-fault]");
    if (fault === null) return;
    event.preventDefault();
    fault.hidden = false;
  });
}
