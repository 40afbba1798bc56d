// The script of the desks: keys, signatures and votes (web/README.md).

import { enhanceCompare } from "./compare.ts";
import { enhanceKeys } from "./make_key.ts";
import { enhancePasskeys } from "./passkeys.ts";
import { enhanceSheets } from "./sheet_live.ts";
import { enhanceSigning } from "./sign.ts";
import { enhanceVotes } from "./vote.ts";

function start(): void {
  enhanceKeys(document);
  enhancePasskeys(document);
  enhanceSheets(document);
  enhanceSigning(document);
  enhanceVotes(document);
  enhanceCompare(document);
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
