// What stays in this browser: one IndexedDB database with two stores, keys and the section's steps.
// Writes are durable when they return: a phone that loses power has what its screen showed.

export type Store = "keys" | "section";

const NAME = "suffrage";
let opened: Promise<IDBDatabase> | undefined;

/** The value under a key, or `undefined`. */
export async function read<T>(store: Store, key: string): Promise<T | undefined> {
  const kept = (await database()).transaction(store).objectStore(store);
  return settled(kept.get(key)) as Promise<T | undefined>;
}

/** All values whose keys begin with `prefix`, in the order of the keys. */
export async function readAll<T>(store: Store, prefix: string): Promise<T[]> {
  const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
  const kept = (await database()).transaction(store).objectStore(store);
  return settled(kept.getAll(range)) as Promise<T[]>;
}

/** Keep a value; resolves when it is on the disk. */
export async function write(store: Store, key: string, value: unknown): Promise<void> {
  await transact(store, (kept) => kept.put(value, key));
}

/** Read a value and write what `change` makes of it, with nothing in between. */
export async function exchange<T>(
  store: Store,
  key: string,
  change: (now: T | undefined) => T | undefined,
): Promise<void> {
  await transact(store, (kept) => {
    const request = kept.get(key) as IDBRequest<T | undefined>;
    request.onsuccess = () => {
      const next = change(request.result);
      if (next !== undefined) kept.put(next, key);
    };
  });
}

/** Forget a value. */
export async function forget(store: Store, key: string): Promise<void> {
  await transact(store, (kept) => kept.delete(key));
}

/** Forget a value if it still is the one meant. */
export async function forgetIf<T>(store: Store, key: string, meant: (now: T) => boolean): Promise<void> {
  await transact(store, (kept) => {
    const request = kept.get(key) as IDBRequest<T | undefined>;
    request.onsuccess = () => {
      if (request.result !== undefined && meant(request.result)) kept.delete(key);
    };
  });
}

async function transact(store: Store, make: (kept: IDBObjectStore) => void): Promise<void> {
  const transaction = (await database()).transaction(store, "readwrite", { durability: "strict" });
  make(transaction.objectStore(store));
  await new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}

function database(): Promise<IDBDatabase> {
  opened ??= open();
  return opened;
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    for (const store of ["keys", "section"]) request.result.createObjectStore(store);
  };
  return settled(request);
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
