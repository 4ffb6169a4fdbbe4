/** Gathers what is written of each deck, and gives every deck a file name of its own. */

import type { ExportSource, ExportedNote } from '../export-source.ts';
import { fileNameOf } from '../file-name.ts';
import type { ClozeSides, PairSides } from './note-sides.ts';
import { listSides } from './note-sides.ts';

export interface DeckText {
  /** Full, levels joined by `::`. */
  readonly name: string;
  /** With `/` between levels and without extension; no two alike, capitals or not. */
  readonly path: string;
  readonly blocks: readonly string[];
}

/** `write` gives the text of one question; a note stands with the deck of its first card. Decks without notes are left out. */
export function gatherDecks(source: ExportSource, write: (sides: PairSides | ClozeSides, note: ExportedNote) => string): readonly DeckText[] {
  const noteTypes = new Map(source.noteTypes.map((noteType) => [noteType.id, noteType] as const));
  const deckNames = new Map(source.decks.map(({ id, name }) => [id, name] as const));
  const blocks = new Map<string, string[]>();
  let done = 0;
  for (const note of source.notes()) {
    const noteType = noteTypes.get(note.noteTypeId);
    if (noteType === undefined) continue;
    for (const sides of listSides(note, noteType, ({ deckId }) => deckNames.get(deckId) ?? source.title)) {
      const card = sides.kind === 'cloze' ? note.cards[0] : sides.cards[0];
      const name = (card === undefined ? undefined : deckNames.get(card.deckId)) ?? source.title;
      const listed = blocks.get(name);
      if (listed === undefined) blocks.set(name, [write(sides, note)]);
      else listed.push(write(sides, note));
    }
    done += 1;
    if (done % 100 === 0) {
      source.throwIfCancelled();
      source.progress('writing-notes', done, source.counts.notes);
    }
  }
  const taken = new Set<string>();
  return [...blocks]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, texts]) => ({ name, path: claimPath(name, taken), blocks: texts }));
}

function claimPath(name: string, taken: Set<string>): string {
  const plain = name.split('::').map(fileNameOf).join('/');
  let path = plain;
  for (let count = 2; taken.has(path.toLowerCase()); count += 1) path = `${plain} ${String(count)}`;
  taken.add(path.toLowerCase());
  return path;
}
