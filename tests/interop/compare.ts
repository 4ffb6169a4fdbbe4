/** Lists what differs between two descriptions of the same cards, in words, the first few of each kind. */

import type { Described } from './described.ts';

const SHOWN = 5;
/** Anki keeps memory states with four and three decimals. */
const TOLERANCE = { stability: 1e-3, difficulty: 2e-3 } as const;

type Part = keyof Described;

function isClose(key: string, left: number, right: number): boolean {
  if (key === 'stability') return Math.abs(left - right) <= TOLERANCE.stability * Math.max(1, Math.abs(left));
  if (key === 'difficulty') return Math.abs(left - right) <= TOLERANCE.difficulty;
  // Anki notes the moment on the card and in the log one after the other, at times in two seconds.
  if (key === 'lastReviewedAtSeconds') return Math.abs(left - right) <= 1;
  return left === right;
}

/** What only one side knows cannot be held against the other: SM-2's ease in the log, and the second or the day of a step. */
const ONE_SIDED = new Set(['factor', 'dueInDays', 'dueAtSeconds']);

function isSame(key: string, left: unknown, right: unknown): boolean {
  if (ONE_SIDED.has(key) && (left === null || right === null)) return true;
  if (typeof left === 'number' && typeof right === 'number') return isClose(key, left, right);
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return (left ?? null) === (right ?? null);
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].every((inner) => isSame(inner, (left as Record<string, unknown>)[inner], (right as Record<string, unknown>)[inner]));
}

export interface CompareOptions {
  readonly parts?: readonly Part[];
  /** Names of the two sides, for the words. */
  readonly sides: readonly [string, string];
  /** Packages of a deck leave files behind that no card shows; whole collections must not. */
  readonly withAllMedia: boolean;
}

export function listDifferences(left: Described, right: Described, options: CompareOptions): readonly string[] {
  const parts = options.parts ?? ['notes', 'cards', 'reviews', 'media', 'decks'];
  return parts.flatMap((part) => {
    const [one, other] = [left[part], right[part]] as readonly Readonly<Record<string, unknown>>[];
    if (one === undefined || other === undefined) return [`${part} is missing`];
    const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((key) => part !== 'media' || options.withAllMedia || !key.startsWith('_'));
    const differing = keys.filter((key) => !isSame(key, one[key], other[key]));
    const shown = differing.slice(0, SHOWN).map((key) => `${part} ${key}:\n      ${options.sides[0]}: ${JSON.stringify(one[key])}\n      ${options.sides[1]}: ${JSON.stringify(other[key])}`);
    return differing.length > SHOWN ? [...shown, `${part}: ${String(differing.length - SHOWN)} more`] : shown;
  });
}
