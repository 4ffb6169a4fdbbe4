/** Puts the deck that Versus comes with into a new library. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '../core/errors.ts';
import { readContrastText } from '../core/formats/contrast-text/read-contrast-text.ts';
import { ensureDeck } from '../store/decks.ts';
import type { Library } from '../store/library.ts';
import { findNoteType } from '../store/note-types.ts';
import { addNote } from '../store/notes.ts';
import { clearStarterDeckPending, isStarterDeckPending } from '../store/seed.ts';

const STARTER_FILE = join('starter', 'manager-versus-leader.txt');

export interface StarterDeckOptions {
  readonly nowMillis: number;
  /** Default: the project's `resources`, two folders above this file both from source and when built, also inside a package. */
  readonly resourcesDir?: string;
}

/**
 * Adds the starter deck when the library has been waiting for it since it was made, in one transaction outside undo, and
 * returns how many notes came; 0 when it was there already or thrown away since. Throws AppError file-missing when the
 * file is not where the app was installed, and leaves the library waiting.
 */
export function installStarterDeck(library: Library, options: StarterDeckOptions): number {
  if (!isStarterDeckPending(library.database)) return 0;
  const deck = readContrastText(readStarterText(options.resourcesDir ?? fileURLToPath(new URL('../../resources', import.meta.url))));
  return library.write(null, () => {
    for (const note of deck.notes) {
      const noteType = findNoteType(library.database, note.noteTypeName);
      if (noteType === null) throw new Error(`the library lacks the note type ${note.noteTypeName}`);
      const deckId = ensureDeck(library.database, note.deckName, options.nowMillis);
      const { guid, fields, tags } = note;
      addNote(library.database, { guid, noteTypeId: noteType.id, deckId, fields, tags }, options.nowMillis);
    }
    clearStarterDeckPending(library.database);
    return deck.notes.length;
  });
}

function readStarterText(resourcesDir: string): string {
  const path = join(resourcesDir, STARTER_FILE);
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new AppError('file-missing', `The starter deck is missing from this installation (${path}). Your own decks work without it.`, { cause });
  }
}
