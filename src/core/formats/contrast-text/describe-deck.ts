/** Finds the head that a contrast text of given notes should have: its key, its pair of concepts, its sources. */

import { BUILT_IN_NOTE_TYPES } from '../../cards/built-in-note-types.ts';
import { htmlToText } from '../plain-text.ts';
import { deriveKey } from './keys.ts';
import type { ContrastDeckHeader, ContrastNote, ContrastSource } from './model.ts';
import { isSourceId } from './sources.ts';

/**
 * The head under which most notes need to say least: the key that most guids begin with, the most common pair of concepts, and
 * every credit that stands on more than one note, numbered S1, S2 … in the order of their first use.
 */
export function describeDeck(deckName: string, notes: readonly ContrastNote[]): ContrastDeckHeader {
  const keys = notes.flatMap(({ guid }) => /^(.+)\/[^/\s[\]]+$/su.exec(guid)?.[1] ?? []);
  const pairs = notes.flatMap((note) => {
    const pair = [fieldOf(note, 'Concept A'), fieldOf(note, 'Concept B')];
    return pair.every((name) => name !== null && name !== '') ? [JSON.stringify(pair)] : [];
  });
  const pair = mostCommon(pairs);
  return {
    deckName,
    key: mostCommon(keys) ?? (deriveKey(deckName) || 'deck'),
    concepts: pair === null ? null : (JSON.parse(pair) as [string, string]),
    sources: listSources(notes),
  };
}

function fieldOf(note: ContrastNote, name: string): string | null {
  const index = BUILT_IN_NOTE_TYPES.find((noteType) => noteType.name === note.noteTypeName)?.fields.findIndex((field) => field.name === name);
  return index === undefined || index < 0 ? null : htmlToText(note.fields[index] ?? '');
}

/** The first of those that occur most often; null when there is none. */
function mostCommon(values: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best: string | null = null;
  for (const [value, count] of counts) if (best === null || count > (counts.get(best) ?? 0)) best = value;
  return best;
}

/** A remark in parentheses at the end of a credit belongs to its note and not to the source. */
function listSources(notes: readonly ContrastNote[]): ContrastSource[] {
  const counts = new Map<string, number>();
  for (const note of notes) {
    for (const line of fieldOf(note, 'Sources')?.split('\n') ?? []) {
      const credit = line.replace(/ \([^()]*\)$/, '');
      if (credit !== '') counts.set(credit, (counts.get(credit) ?? 0) + 1);
    }
  }
  const repeated = [...counts].filter(([credit, count]) => count > 1 && !isSourceId(credit)).map(([credit]) => credit);
  return repeated.map((credit, index) => ({ id: `S${index + 1}`, credit }));
}
