// The office as a section's phone reaches it: JSON over the same origin, and nothing else.

import { toHex } from "@suffrage/core/bytes";
import { Unavailable } from "@suffrage/core/errors";
import { type Drafted, type Office, Refusal, type Signed } from "@suffrage/core/queue";
import type { Correction, SectionAct } from "@suffrage/core/drafted";
import type { SectionState } from "@suffrage/core/section";

const TOKEN = 'meta[name="csrf-token"]';
const PATIENCE = 20_000;
// A megabyte over the slowest network that still is one.
const PATIENCE_PHOTO = 180_000;

/** The page's door to the office; `root` is the page's own address, `/section/`. */
export class SectionOffice implements Office {
  constructor(private readonly root: string) {}

  state(): Promise<SectionState> {
    return this.ask("state") as Promise<SectionState>;
  }

  async key(key: string, proof: string): Promise<void> {
    await this.post("key", { key, proof });
  }

  draft({ step, fields }: SectionAct): Promise<Drafted> {
    return this.post("draft", { step, fields }) as Promise<Drafted>;
  }

  reread({ sheet, replaces, names }: Correction): Promise<{ held: boolean }> {
    return this.post("reread", { sheet, replaces, names }) as Promise<{ held: boolean }>;
  }

  send(signed: Signed): Promise<{ index: number }> {
    const { record, payload, signature } = signed;
    return this.post("send", { record, payload, signature }) as Promise<{ index: number }>;
  }

  async photo(contest: string, data: Uint8Array): Promise<string> {
    const headers = { "Content-Type": "image/jpeg", "X-Contest": contest };
    const body = data as Uint8Array<ArrayBuffer>;
    return ((await this.ask("photo", { method: "POST", body, headers })) as { scan: string }).scan;
  }

  private post(path: string, said: unknown): Promise<unknown> {
    const headers = { "Content-Type": "application/json" };
    return this.ask(path, { method: "POST", body: JSON.stringify(said), headers });
  }

  /** The answer; `Refusal` for what the office does not take, `Unavailable` for the rest. */
  private async ask(path: string, init: RequestInit = {}, again = true): Promise<unknown> {
    const token = document.querySelector<HTMLMetaElement>(TOKEN)?.content ?? "";
    const headers = { ...(init.headers as Record<string, string>), "X-CSRFToken": token };
    const answer = await reach(this.root + path, { ...init, headers });
    // A page that was kept may hold a token of yesterday: fetch one of today, once.
    if (answer.status === 403 && again && (await this.renew())) return this.ask(path, init, false);
    if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) {
      throw new Unavailable("section.session-over");
    }
    if (answer.ok) return readable(answer);
    if ([400, 404, 409, 413, 415, 422].includes(answer.status)) throw await refusal(answer);
    throw new Unavailable("section.no-network");
  }

  private async renew(): Promise<boolean> {
    const answer = await reach(this.root, { cache: "no-store" });
    if (!answer.ok) return false;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector<HTMLMetaElement>(TOKEN)?.content;
    const kept = document.querySelector<HTMLMetaElement>(TOKEN);
    if (!fresh || !kept) return false;
    kept.content = fresh;
    return true;
  }
}

async function reach(address: string, init: RequestInit): Promise<Response> {
  const stop = new AbortController();
  // A network that neither answers nor ends is a lost one.
  const patience = init.body instanceof Uint8Array ? PATIENCE_PHOTO : PATIENCE;
  const timer = setTimeout(() => stop.abort(), patience);
  try {
    return await fetch(address, { ...init, redirect: "manual", signal: stop.signal });
  } catch {
    throw new Unavailable("section.no-network");
  } finally {
    clearTimeout(timer);
  }
}

async function readable(answer: Response): Promise<unknown> {
  try {
    return await answer.json();
  } catch {
    // Cut in the middle, or somebody else's page: the office did not say this.
    throw new Unavailable("section.no-network");
  }
}

async function refusal(answer: Response): Promise<Refusal> {
  const said = (await readable(answer)) as { code?: string; sentence?: string; field?: string };
  return new Refusal({ code: said.code ?? "", sentence: said.sentence ?? "", field: said.field ?? "" });
}

/** A fresh name for one press of a button. */
export function newPress(): string {
  return toHex(crypto.getRandomValues(new Uint8Array(8)));
}
