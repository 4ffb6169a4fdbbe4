/** Study options as an archive holds them: each value that is of the right kind is taken, the others are as in a new library. */

import { DEFAULT_PRESET } from '../../scheduling/model.ts';
import type { PresetSettings } from '../../scheduling/model.ts';

const WORDS: Readonly<Record<string, readonly string[]>> = {
  newOrder: ['position', 'random'],
  reviewOrder: ['due-day', 'retrievability-ascending', 'random'],
  newAmongReviews: ['mixed', 'before', 'after'],
  leechAction: ['tag', 'suspend'],
};
const WEIGHT_COUNT = 21;

export function readPresetSettings(value: unknown): PresetSettings {
  const given = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  const taken = Object.entries(DEFAULT_PRESET).map(([key, standard]): [string, unknown] => {
    const held = given[key];
    return [key, isAlike(key, held, standard) ? held : standard];
  });
  // Each value is of the kind of the standard one.
  return Object.fromEntries(taken) as unknown as PresetSettings;
}

function isAlike(key: string, held: unknown, standard: unknown): boolean {
  if (key === 'fsrsWeights') return held === null || (isNumbers(held) && held.length === WEIGHT_COUNT);
  if (Array.isArray(standard)) return isNumbers(held);
  if (typeof standard === 'string') return typeof held === 'string' && WORDS[key]?.includes(held) === true;
  return typeof held === typeof standard;
}

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'number');
}
