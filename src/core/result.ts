/** A value or the reason there is none, for outcomes that are data and not exceptions; and the check that closes a switch. */

export type Result<Value, Problem> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: Problem };

/** Closes a switch over a union: a new member fails to compile, and at run time it throws. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}
