/** The starter deck with its pairing hidden: each side of each contrast is a note of its own, and the miner has to find its counterpart. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONTRAST_NOTE_TYPE } from '../../src/core/cards/built-in-note-types.ts';
import { stripMarkup } from '../../src/core/cards/strip-markup.ts';
import { minePairs } from '../../src/core/contrast/mine-pairs.ts';
import type { MinerNote } from '../../src/core/contrast/mine-note.ts';
import { readContrastText } from '../../src/core/formats/contrast-text/read-contrast-text.ts';
import type { NoteId } from '../../src/core/ids.ts';

interface Contrast {
  readonly dimension: string;
  readonly labels: readonly [string, string];
  readonly sides: readonly [string, string];
}

function readContrasts(): readonly Contrast[] {
  const text = readFileSync(join(import.meta.dirname, '../../resources/starter/manager-versus-leader.txt'), 'utf8');
  return readContrastText(text)
    .notes.filter(({ noteTypeName }) => noteTypeName === CONTRAST_NOTE_TYPE.name)
    .map(({ fields }) => {
      const [dimension = '', labelA = '', sideA = '', labelB = '', sideB = ''] = fields.map(stripMarkup);
      return { dimension, labels: [labelA, labelB], sides: [sideA, sideB] };
    });
}

/** How the halves are written down; none says which two belong together but by its own words. */
const WORDINGS: Readonly<Record<string, (contrast: Contrast, side: 0 | 1) => Pick<MinerNote, 'front' | 'back'>>> = {
  'dimension and concept asked, side answered': ({ dimension, labels, sides }, side) => ({ front: `${dimension} (${labels[side]})`, back: sides[side] }),
  'dimension asked, side answered': ({ dimension, sides }, side) => ({ front: dimension, back: sides[side] }),
  'side asked, concept answered': ({ labels, sides }, side) => ({ front: sides[side], back: labels[side] }),
};

export interface StarterFigures {
  readonly wording: string;
  readonly pairs: number;
  readonly proposed: number;
  /** Proposals that are true counterparts. */
  readonly right: number;
}

export function measureStarterDeck(): readonly StarterFigures[] {
  const contrasts = readContrasts();
  return Object.entries(WORDINGS).map(([wording, write]) => {
    const notes = contrasts.flatMap((contrast, index) =>
      ([0, 1] as const).map((side): MinerNote => ({ id: (index * 2 + side + 1) as NoteId, showsMedia: false, ...write(contrast, side) })),
    );
    const proposals = minePairs(notes, { wrongAnswers: [], mostPairs: 300, onProgress: () => undefined });
    const right = proposals.filter(({ first, second }) => Math.ceil(first.id / 2) === Math.ceil(second.id / 2)).length;
    return { wording, pairs: contrasts.length, proposed: proposals.length, right };
  });
}
