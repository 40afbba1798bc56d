// The script of the public pages. Every page works without it (web/README.md).

import { enhance } from "./enhance.ts";
import { follow } from "./follow.ts";
import { remember } from "./renew.ts";
import { lookForWitnesses } from "./witnessed.ts";

function start(): void {
  remember();
  const main = document.querySelector("main");
  if (main) enhance(main);
  void lookForWitnesses();
  follow();
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
