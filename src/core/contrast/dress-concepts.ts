/** Gives concepts their colour, shape and key when nobody has chosen them. */

import { CONCEPT_COLOURS, CONCEPT_SHAPES } from './model.ts';
import type { Concept } from './model.ts';

/** Not Z, which takes an answer back. */
const LETTERS = 'abcdefghijklmnopqrstuvwxy';

/** Colours and shapes in their order; as key the label's first letter that is free. Null for fewer than two labels, or more than there are colours. */
export function dressConcepts(labels: readonly string[]): readonly Omit<Concept, 'id'>[] | null {
  if (labels.length < 2 || labels.length > CONCEPT_COLOURS.length) return null;
  const taken = new Set<string>();
  return labels.map((label, index) => {
    const own = [...label.toLowerCase()].filter((letter) => LETTERS.includes(letter));
    const key = [...own, ...LETTERS].find((letter) => !taken.has(letter)) ?? '';
    taken.add(key);
    return { label, colour: CONCEPT_COLOURS[index] as Concept['colour'], shape: CONCEPT_SHAPES[index] as Concept['shape'], key };
  });
}
