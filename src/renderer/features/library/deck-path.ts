/** The levels of a deck's full name. */

import { DECK_SEPARATOR } from '../../../core/cards/model.ts';

/** The path above the deck, or '' when it stands at the top. */
export function readParent(name: string): string {
  const end = name.lastIndexOf(DECK_SEPARATOR);
  return end === -1 ? '' : name.slice(0, end);
}

export function joinPath(parent: string, label: string): string {
  return parent === '' ? label : `${parent}${DECK_SEPARATOR}${label}`;
}

/** The path for a reader: levels parted by a thin sign in place of the two colons. */
export function showPath(name: string): string {
  return name.split(DECK_SEPARATOR).join(' › ');
}

/** Whether the deck named `name` may stand below `parent`: not below itself. */
export function canMoveBelow(name: string, parent: string): boolean {
  return parent !== name && !parent.startsWith(`${name}${DECK_SEPARATOR}`);
}
