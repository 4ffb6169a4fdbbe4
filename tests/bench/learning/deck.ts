/** The items of the starter deck as the simulation sees them: its contrasts, their two sides and their cards. */

import { readFileSync } from 'node:fs';
import { BUILT_IN_NOTE_TYPES, CONTRAST_NOTE_TYPE } from '../../../src/core/cards/built-in-note-types.ts';
import { listCardOrdinals } from '../../../src/core/cards/card-ordinals.ts';
import { readContrastText } from '../../../src/core/formats/contrast-text/read-contrast-text.ts';
import type { CardMode } from '../../../src/core/quiz/firmness.ts';
import type { SideIndex } from './learner.ts';

export interface CardKind {
  readonly asksFor: SideIndex;
  /** The ways in which Versus can ask it; a plain card is recalled, or its side named. */
  readonly modes: readonly CardMode[];
  readonly isNaming: boolean;
}

/** The four cards of a Contrast note, by ordinal: side A is shown, side B is shown, whose is A, whose is B. */
export const CARD_KINDS: readonly CardKind[] = [
  { asksFor: 1, modes: ['choose', 'complete', 'recall'], isNaming: false },
  { asksFor: 0, modes: ['choose', 'complete', 'recall'], isNaming: false },
  { asksFor: 0, modes: ['sort'], isNaming: true },
  { asksFor: 1, modes: ['sort'], isNaming: true },
];

export interface SimulatedDeck {
  readonly dimensions: readonly string[];
  readonly cards: readonly { readonly row: number; readonly ordinal: number }[];
}

/** All contrasts of the starter deck; its statements and disagreements have no twin along a dimension and are left out. */
export function readStarterDeck(): SimulatedDeck {
  const text = readFileSync(new URL('../../../resources/starter/manager-versus-leader.txt', import.meta.url), 'utf8');
  const contrasts = readContrastText(text).notes.filter(({ noteTypeName }) => noteTypeName === CONTRAST_NOTE_TYPE.name);
  const noteType = BUILT_IN_NOTE_TYPES.find(({ name }) => name === CONTRAST_NOTE_TYPE.name) ?? CONTRAST_NOTE_TYPE;
  return {
    dimensions: contrasts.map(({ fields }) => fields[0] ?? ''),
    cards: contrasts.flatMap(({ fields }, row) => listCardOrdinals(noteType, fields).map((ordinal) => ({ row, ordinal }))),
  };
}

export function sidesByRow({ dimensions }: SimulatedDeck): SideIndex[][] {
  return dimensions.map(() => CARD_KINDS.map(({ asksFor }) => asksFor));
}
