/** The seven flags by number, name and colour. */

import type { Flag } from '../../../core/cards/model.ts';

export interface FlagLook {
  readonly flag: Flag;
  readonly name: string;
  /** A CSS colour. */
  readonly color: string;
}

const NO_FLAG: FlagLook = { flag: 0, name: 'No flag', color: 'currentColor' };

export const FLAGS: readonly FlagLook[] = [
  NO_FLAG,
  { flag: 1, name: 'Red', color: 'var(--flag-red)' },
  { flag: 2, name: 'Orange', color: 'var(--flag-orange)' },
  { flag: 3, name: 'Green', color: 'var(--flag-green)' },
  { flag: 4, name: 'Blue', color: 'var(--flag-blue)' },
  { flag: 5, name: 'Pink', color: 'var(--flag-pink)' },
  { flag: 6, name: 'Turquoise', color: 'var(--flag-turquoise)' },
  { flag: 7, name: 'Purple', color: 'var(--flag-purple)' },
];

/** The flag after this one; after the last comes none. */
export function nextFlag(flag: Flag): FlagLook {
  return FLAGS[(flag + 1) % FLAGS.length] ?? NO_FLAG;
}

export function lookOfFlag(flag: Flag): FlagLook {
  return FLAGS[flag] ?? NO_FLAG;
}
