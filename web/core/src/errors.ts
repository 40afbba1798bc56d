// The classes and codes of Python's `suffrage.errors`: a stable code and fields, never prose.

export type Fields = Readonly<Record<string, string | number>>;

/** What went wrong, as a code that `src/suffrage/words` has a sentence for. */
export abstract class SuffrageError extends Error {
  constructor(
    readonly code: string,
    readonly fields: Fields = {},
  ) {
    super(code);
    this.name = new.target.name;
  }
}

/** Bytes that are not of their format. */
export class Malformed extends SuffrageError {}

/** A signature, hash or proof that does not hold. */
export class NotVerified extends SuffrageError {}

/** Bytes that could not be read now; asking again may help. */
export class Unavailable extends SuffrageError {}
