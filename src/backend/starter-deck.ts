/** Puts the deck that Versus comes with into a new library, with its concept set and its scenarios. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BELONGS_TO_BOTH } from '../core/cards/built-in-note-types.ts';
import { AppError } from '../core/errors.ts';
import { readContrastText } from '../core/formats/contrast-text/read-contrast-text.ts';
import { readScenarios } from '../core/formats/contrast-text/read-scenarios.ts';
import type { WrittenScenario } from '../core/formats/contrast-text/scenario-text.ts';
import type { ConceptSetId } from '../core/ids.ts';
import { getConceptSet } from '../store/concept-sets.ts';
import { ensureDeck } from '../store/decks.ts';
import { ensureConceptSet } from '../store/ensure-concept-set.ts';
import type { Database, Library } from '../store/library.ts';
import { findNoteType } from '../store/note-types.ts';
import { addNote } from '../store/notes.ts';
import { putScenarios } from '../store/scenarios.ts';
import { clearStarterDeckPending, isStarterDeckPending } from '../store/seed.ts';

const STARTER_FILE = join('starter', 'manager-versus-leader.txt');
const SCENARIO_FILE = join('starter', 'manager-versus-leader.scenarios.txt');

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
  const resourcesDir = options.resourcesDir ?? fileURLToPath(new URL('../../resources', import.meta.url));
  const deck = readContrastText(readStarterText(join(resourcesDir, STARTER_FILE)));
  const { scenarios } = readScenarios(readStarterText(join(resourcesDir, SCENARIO_FILE)));
  return library.write(null, () => {
    for (const note of deck.notes) {
      const noteType = findNoteType(library.database, note.noteTypeName);
      if (noteType === null) throw new Error(`the library lacks the note type ${note.noteTypeName}`);
      const deckId = ensureDeck(library.database, note.deckName, options.nowMillis);
      const { guid, fields, tags } = note;
      addNote(library.database, { guid, noteTypeId: noteType.id, deckId, fields, tags }, options.nowMillis);
    }
    if (deck.concepts !== null) {
      const deckId = ensureDeck(library.database, deck.deckName, options.nowMillis);
      const setId = ensureConceptSet(library.database, deckId, deck.concepts, options.nowMillis);
      if (setId !== null) installScenarios(library.database, setId, scenarios);
    }
    clearStarterDeckPending(library.database);
    return deck.notes.length;
  });
}

/** Scenarios of concepts that the set has not are passed over. */
function installScenarios(database: Database, setId: ConceptSetId, scenarios: readonly WrittenScenario[]): void {
  const { concepts } = getConceptSet(database, setId);
  putScenarios(
    database,
    setId,
    scenarios.flatMap(({ belongs, ...scenario }) => {
      const side = belongs === BELONGS_TO_BOTH ? 'both' : concepts.find(({ label }) => label === belongs)?.id;
      return side === undefined ? [] : [{ ...scenario, side }];
    }),
  );
}

function readStarterText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new AppError('file-missing', `The starter deck is missing from this installation (${path}). Your own decks work without it.`, { cause });
  }
}
