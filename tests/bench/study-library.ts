/** Makes libraries of any size with bulk SQL: a tree of decks, cards in every state, a review log. Always the same for a size. */
import SqliteDatabase from 'better-sqlite3';
import { join } from 'node:path';
import { systemClock } from '../../src/backend/system-clock.ts';
import { DEFAULT_PRESET } from '../../src/core/scheduling/model.ts';
import { readStudyMoment } from '../../src/core/scheduling/study-day.ts';
import { ensureDeck, findDeck, listDeckWithDescendants } from '../../src/store/decks.ts';
import { LIBRARY_FILE } from '../../src/store/library.ts';
import { openLibrary } from '../../src/store/open-library.ts';
import { assignPreset, insertPreset } from '../../src/store/presets.ts';
import { clearStarterDeckPending } from '../../src/store/seed.ts';

const TOP_DECKS = 10;
const DECKS_BELOW = 9;
/** In the first deck: high enough that a session never runs dry while it is measured. The other decks have the default limits. */
const CARDS_PER_DAY = 2000;

/** Of 100 cards 20 are new, 1 is being learned, 75 are in review (about 9 of them due), 4 are suspended. One review card, one log row. */
export function generateLibrary(dir: string, cardCount: number): void {
  const library = openLibrary({ dir, clock: systemClock });
  const { nowMillis, today } = readStudyMoment(systemClock, 4);
  library.write(null, () => {
    clearStarterDeckPending(library.database);
    for (let top = 1; top <= TOP_DECKS; top += 1) {
      for (let below = 1; below <= DECKS_BELOW; below += 1) ensureDeck(library.database, `Deck ${top}::Part ${below}`, nowMillis);
    }
    const preset = { ...DEFAULT_PRESET, newPerDay: CARDS_PER_DAY, reviewsPerDay: CARDS_PER_DAY };
    const presetId = insertPreset(library.database, 'Without end', preset, nowMillis);
    const first = findDeck(library.database, 'Deck 1');
    if (first === null) throw new Error('no first deck');
    for (const deckId of listDeckWithDescendants(library.database, first.id)) assignPreset(library.database, deckId, presetId, nowMillis);
  });
  const deckIds = library.database.prepare<[], number>('SELECT id FROM decks ORDER BY id').pluck().all();
  const noteTypeId = library.database.prepare<[], number>("SELECT id FROM note_types WHERE name = 'Basic'").pluck().get();
  library.close();

  const database = new SqliteDatabase(join(dir, LIBRARY_FILE));
  database.pragma('synchronous = OFF');
  database.pragma('foreign_keys = OFF');
  database.exec(`
    BEGIN;
    CREATE TEMP TABLE deck_of (slot INTEGER PRIMARY KEY, id INTEGER NOT NULL);
    INSERT INTO deck_of SELECT key, value FROM json_each('${JSON.stringify(deckIds)}');
    CREATE TEMP TABLE counter AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${cardCount}) SELECT i FROM n;
    INSERT INTO notes (id, guid, note_type_id, fields, tags, plain_text, first_field_checksum, created_at_millis, modified_at_millis)
      SELECT i, 'bench-' || i, ${noteTypeId}, 'What is the word number ' || i || '?' || char(31) || 'The word number ' || i || ', with an example sentence.',
        'bench', 'What is the word number ' || i || '?' || char(10) || 'The word number ' || i || ', with an example sentence.', i, ${nowMillis}, ${nowMillis} FROM counter;
    INSERT INTO cards (id, note_id, ordinal, deck_id, state, position, due_at_millis, due_day, stability, difficulty, last_reviewed_at_millis,
        interval_days, step, review_count, suspended, modified_at_millis)
      SELECT i, i, 0, (SELECT id FROM deck_of WHERE slot = i / 100 % ${deckIds.length}),
        CASE WHEN i % 100 < 20 THEN 0 WHEN i % 100 = 20 THEN 1 ELSE 2 END, i,
        CASE WHEN i % 100 = 20 THEN ${nowMillis} + (i % 7200 - 3600) * 1000 END,
        CASE WHEN i % 100 > 20 THEN ${today} + (i * 7919 % 240) - 30 END,
        CASE WHEN i % 100 >= 20 THEN 1 + i % 180 END, CASE WHEN i % 100 >= 20 THEN 1 + i % 10 END,
        CASE WHEN i % 100 >= 20 THEN ${nowMillis} - (1 + i % 60) * 86400000 END,
        CASE WHEN i % 100 > 20 THEN 1 + i % 180 ELSE 0 END, 0, CASE WHEN i % 100 >= 20 THEN 3 ELSE 0 END, i % 100 >= 96, ${nowMillis} FROM counter;
    INSERT INTO review_log (card_id, reviewed_at_millis, rating, kind, state_before, stability_before, difficulty_before, stability_after, difficulty_after,
        elapsed_days, interval_days, duration_millis, imported)
      SELECT id, last_reviewed_at_millis, 3, 1, 2, stability, difficulty, stability, difficulty, 3, interval_days, 4000, 0 FROM cards WHERE state = 2;
    COMMIT;`);
  database.exec('ANALYZE');
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
}
