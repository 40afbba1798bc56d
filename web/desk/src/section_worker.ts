// The service worker of `/section/`: keeps the page and its script, so that both open without
// network. It keeps no answer of the office, and nothing that was typed.

interface Life extends Event {
  waitUntil(done: Promise<unknown>): void;
}
interface Fetched extends Life {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Message extends Life {
  readonly data: unknown;
}
interface Scope {
  addEventListener(name: "install" | "activate", listener: (event: Life) => void): void;
  addEventListener(name: "fetch", listener: (event: Fetched) => void): void;
  addEventListener(name: "message", listener: (event: Message) => void): void;
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
  readonly location: Location;
}

const scope = globalThis as unknown as Scope;
const SHELF = "section-1";
const PATIENCE = 4_000;
const KINDS = new Set(["script", "style"]);

scope.addEventListener("install", (event) => event.waitUntil(scope.skipWaiting()));
scope.addEventListener("activate", (event) => event.waitUntil(scope.clients.claim()));

// The page names its own address and those of its files: how they are called is the office's affair.
scope.addEventListener("message", (event) => {
  const named = Array.isArray(event.data) ? event.data.map(String) : [];
  event.waitUntil(Promise.all(named.map((address) => renew(address))));
});

scope.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== scope.location.origin) return;
  const page = request.mode === "navigate" && pathname === new URL("./", scope.location.href).pathname;
  if (page || KINDS.has(request.destination)) event.respondWith(newest(request));
});

/** From the network, and kept; from what is kept when the network does not answer in time. */
async function newest(request: Request): Promise<Response> {
  const kept = await (await caches.open(SHELF)).match(request, { ignoreSearch: true, ignoreVary: true });
  if (!kept) return fetch(request);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<Response>((done) => (timer = setTimeout(() => done(kept.clone()), PATIENCE)));
  try {
    return await Promise.race([take(request), late]);
  } catch {
    return kept;
  } finally {
    clearTimeout(timer);
  }
}

async function take(request: Request): Promise<Response> {
  const answer = await fetch(request);
  // A page that asks for the code again is shown, and is not the page that is kept.
  if (answer.ok && !answer.redirected) await keep(request.url, answer.clone());
  if (answer.status >= 500) throw new Error("unavailable");
  return answer;
}

async function renew(address: string): Promise<void> {
  const answer = await fetch(address);
  if (answer.ok && !answer.redirected) await keep(address, answer);
}

async function keep(address: string, answer: Response): Promise<void> {
  await (await caches.open(SHELF)).put(address.split("?")[0] ?? address, answer);
}
