/** Where the fields of a note type stand in the editor: the two sides of a contrast next to each other, everything else in a column. */

import type { NoteType } from '../../../core/cards/model.ts';

export type FieldBlock =
  | { readonly kind: 'field'; readonly index: number }
  /** The fields of the two sides, each from top to bottom. */
  | { readonly kind: 'pair'; readonly a: readonly number[]; readonly b: readonly number[] }
  /** A choice between the concepts whose names stand in the fields `a` and `b`. */
  | { readonly kind: 'belongs-to'; readonly index: number; readonly a: number; readonly b: number };

const SIDE_FIELD = /^(concept|side) ([ab])$/i;

/** Every field of the note type stands in exactly one block; the pair stands where the first of its fields does. */
export function layOutFields(noteType: NoteType): FieldBlock[] {
  const plain = noteType.fields.map((_, index): FieldBlock => ({ kind: 'field', index }));
  if (noteType.kind !== 'contrast') return plain;
  const a = findSide(noteType, 'a');
  const b = findSide(noteType, 'b');
  const conceptA = findField(noteType, 'concept a');
  const conceptB = findField(noteType, 'concept b');
  if (a.length === 0 || b.length === 0 || conceptA === -1 || conceptB === -1) return plain;
  const first = Math.min(...a, ...b);
  const belongsTo = findField(noteType, 'belongs to');
  return plain.flatMap((block, index): FieldBlock[] => {
    if (index === first) return [{ kind: 'pair', a, b }];
    if (a.includes(index) || b.includes(index)) return [];
    return [index === belongsTo ? { kind: 'belongs-to', index, a: conceptA, b: conceptB } : block];
  });
}

function findField(noteType: NoteType, name: string): number {
  return noteType.fields.findIndex((field) => field.name.toLowerCase() === name);
}

function findSide(noteType: NoteType, side: 'a' | 'b'): number[] {
  return noteType.fields.flatMap((field, index) => (SIDE_FIELD.exec(field.name)?.[2]?.toLowerCase() === side ? [index] : []));
}
