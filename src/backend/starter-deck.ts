/** Puts the deck that Versus comes with into a new library, with its concept set and its scenarios. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BELONGS_TO_BOTH } from '../core/cards/built-in-note-types.ts';
import { AppError } from '../core/errors.ts';
import type { ContrastText } from '../core/formats/contrast-text/model.ts';
import { readContrastText } from '../core/formats/contrast-text/read-contrast-text.ts';
import { readScenarios } from '../core/formats/contrast-text/read-scenarios.ts';
import type { WrittenScenario } from '../core/formats/contrast-text/scenario-text.ts';
import type { ConceptSetId, DeckId } from '../core/ids.ts';
import { getConceptSet } from '../store/concept-sets.ts';
import { ensureDeck } from '../store/decks.ts';
import { ensureConceptSet } from '../store/ensure-concept-set.ts';
import type { Database, Library } from '../store/library.ts';
import { findNoteType } from '../store/note-types.ts';
import { addNote } from '../store/notes.ts';
import { putScenarios } from '../store/scenarios.ts';
import { clearStarterDeckPending, clearStarterSetPending, findDeckAwaitingStarterSet, isStarterDeckPending } from '../store/seed.ts';

const STARTER_FILE = join('starter', 'manager-versus-leader.txt');
const SCENARIO_FILE = join('starter', 'manager-versus-leader.scenarios.txt');

export interface StarterDeckOptions {
  readonly nowMillis: number;
  /** Default: the project's `resources`, two folders above this file both from source and when built, also inside a package. */
  readonly resourcesDir?: string;
}

/**
 * Adds the starter deck when the library has been waiting for it since it was made, in one transaction outside undo, and
 * returns how many notes came; 0 when it was there already or thrown away since. A library that had the deck before there were
 * concept sets gets the deck's set and scenarios. Throws AppError file-missing when a file is not where the app was installed,
 * and leaves the library waiting.
 */
export function installStarterDeck(library: Library, options: StarterDeckOptions): number {
  const { database } = library;
  const resourcesDir = options.resourcesDir ?? fileURLToPath(new URL('../../resources', import.meta.url));
  const deckWithoutSet = findDeckAwaitingStarterSet(database);
  if (deckWithoutSet !== null) {
    const starter = readStarter(resourcesDir);
    library.write(null, () => installSet(database, deckWithoutSet, starter, options.nowMillis));
  }
  if (!isStarterDeckPending(database)) return 0;
  const starter = readStarter(resourcesDir);
  return library.write(null, () => {
    for (const note of starter.deck.notes) {
      const noteType = findNoteType(database, note.noteTypeName);
      if (noteType === null) throw new Error(`the library lacks the note type ${note.noteTypeName}`);
      const deckId = ensureDeck(database, note.deckName, options.nowMillis);
      const { guid, fields, tags } = note;
      addNote(database, { guid, noteTypeId: noteType.id, deckId, fields, tags }, options.nowMillis);
    }
    installSet(database, ensureDeck(database, starter.deck.deckName, options.nowMillis), starter, options.nowMillis);
    clearStarterDeckPending(database);
    return starter.deck.notes.length;
  });
}

interface Starter {
  readonly deck: ContrastText;
  readonly scenarios: readonly WrittenScenario[];
}

function readStarter(resourcesDir: string): Starter {
  const deck = readContrastText(readStarterText(join(resourcesDir, STARTER_FILE)));
  return { deck, scenarios: readScenarios(readStarterText(join(resourcesDir, SCENARIO_FILE))).scenarios };
}

function installSet(database: Database, deckId: DeckId, { deck, scenarios }: Starter, nowMillis: number): void {
  const setId = ensureConceptSet(database, deckId, deck.concepts ?? [], nowMillis);
  if (setId !== null) installScenarios(database, setId, scenarios);
  clearStarterSetPending(database);
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
