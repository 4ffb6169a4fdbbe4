/** What a host says when it cannot go on. */

import { AppError } from '../core/errors.ts';

/** The sentence meant for people where there is one, otherwise what the error itself says. */
export function describeFailure(thrown: unknown): string {
  if (thrown instanceof AppError) return thrown.message;
  return thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
}
