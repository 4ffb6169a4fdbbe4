/**
 * Measures one library, made by study-library.ts, and prints the figures as JSON; the floor is measured on an untouched copy of
 * it. Started by study-bench.ts with both folders.
 */
import SqliteDatabase from 'better-sqlite3';
import { join } from 'node:path';
import { createBackend } from '../../src/backend/create-backend.ts';
import { systemClock } from '../../src/backend/system-clock.ts';
import { type Client, createClient } from '../../src/contract/client.ts';
import { readStudyMoment } from '../../src/core/scheduling/study-day.ts';
import { LIBRARY_FILE } from '../../src/store/library.ts';
import { openLibrary } from '../../src/store/open-library.ts';
import { COUNT_QUERIES, countDue } from '../../src/store/study-counts.ts';
import { listStudyDecks } from '../../src/store/study-decks.ts';

const WARM_UP_GRADES = 100;
const GRADES = 1000;
const COUNTS = 20;
const [dir = '', copyDir = ''] = process.argv.slice(2);

/** A card as a grade left it. */
interface CardAfter {
  readonly id: number;
  readonly deck_id: number;
  readonly [column: string]: number | null;
}

function quantile(times: readonly number[], share: number): number {
  return [...times].sort((one, other) => one - other)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
}

async function time<Value>(run: () => Value | Promise<Value>): Promise<{ value: Value; millis: number }> {
  const startedAt = performance.now();
  const value = await run();
  return { value, millis: performance.now() - startedAt };
}

async function measureBackend(): Promise<Record<string, number>> {
  const start = await time(async () => {
    const backend = createBackend({ libraryDir: dir, clock: systemClock, random: Math.random, withStarterDeck: false });
    await backend.call('undo.state', {});
    return backend;
  });
  const backend = start.value;
  const client: Client = createClient({ call: backend.call, onEvent: backend.onEvent, sendFile: () => Promise.reject(new Error('no files')) });
  const overview = await time(() => client.call('library.overview', {}));
  const overviews: number[] = [];
  for (let count = 0; count < COUNTS; count += 1) overviews.push((await time(() => client.call('library.overview', {}))).millis);
  const deckId = overview.value.decks[0]?.id;
  if (deckId === undefined) throw new Error('the library has no deck');
  const firstView = await time(() => client.call('study.view', { deckId }));
  let view = firstView.value;
  const reader = new SqliteDatabase(join(dir, LIBRARY_FILE), { readonly: true });
  const readCard = reader.prepare<[number], CardAfter>('SELECT * FROM cards WHERE id = ?');
  const gradeNext = async (count: number): Promise<{ millis: number; after: CardAfter } | null> => {
    if (view.current === null) return null;
    const { cardId, reviewCount } = view.current;
    const rating = ([3, 3, 3, 1, 3, 4, 3, 2] as const)[count % 8] ?? 3;
    const graded = await time(() => client.call('study.grade', { deckId, cardId, rating, durationMillis: 3000, reviewCount }));
    view = graded.value;
    const after = readCard.get(cardId);
    return after === undefined ? null : { millis: graded.millis, after };
  };
  for (let count = 0; count < WARM_UP_GRADES; count += 1) await gradeNext(count);
  // The peak of the backend's work, before the floor adds its own.
  const peakMemoryMegabytes = process.resourceUsage().maxRSS / 1024;
  // Grade and floor take turns, so that whatever else the machine does meets both.
  const floor = openFloor();
  const grades: number[] = [];
  const floors: number[] = [];
  for (let count = 0; count < GRADES; count += 1) {
    const graded = await gradeNext(count);
    if (graded === null) break;
    grades.push(graded.millis);
    floors.push(floor.grade(graded.after, view.current?.cardId ?? graded.after.id));
  }
  floor.close();
  reader.close();
  await backend.close();
  return {
    startMillis: start.millis,
    startToLibraryMillis: start.millis + overview.millis,
    overviewMillis: quantile(overviews, 0.5),
    firstViewMillis: firstView.millis,
    gradeMedianMillis: quantile(grades, 0.5),
    gradeP99Millis: quantile(grades, 0.99),
    gradeFloorMedianMillis: quantile(floors, 0.5),
    gradeFloorP99Millis: quantile(floors, 0.99),
    gradeCount: grades.length,
    peakMemoryMegabytes,
  };
}

function measureCounts(): Record<string, number> {
  const library = openLibrary({ dir, clock: systemClock });
  const { database } = library;
  const moment = readStudyMoment(systemClock, 4);
  const times: number[] = [];
  const floors: number[] = [];
  const decks = listStudyDecks(database, moment.today);
  const statements = { fresh: database.prepare(COUNT_QUERIES.newNotes), due: database.prepare(COUNT_QUERIES.dueNotes), learning: database.prepare(COUNT_QUERIES.learning) };
  for (let round = 0; round < COUNTS; round += 1) {
    const startedAt = performance.now();
    countDue(database, moment);
    times.push(performance.now() - startedAt);
    const floorStartedAt = performance.now();
    for (const { id, left } of decks) {
      statements.fresh.get(id, moment.today, left.new);
      statements.due.get(id, moment.today, moment.today, left.due);
      statements.learning.get(id, moment.nowMillis + 1_200_000, moment.today);
    }
    floors.push(performance.now() - floorStartedAt);
  }
  library.close();
  return { countsMillis: quantile(times, 0.5), countsFloorMillis: quantile(floors, 0.5) };
}

interface Floor {
  /** Writes the graded card into the copy as the backend left it, reads the next card, and returns how long that took. */
  readonly grade: (after: CardAfter, nextCardId: number) => number;
  readonly close: () => void;
}

/** The least that a grade must do: one durable transaction with card, log and day, and reading the next card. */
function openFloor(): Floor {
  const database = new SqliteDatabase(join(copyDir, LIBRARY_FILE));
  database.pragma('synchronous = FULL');
  database.pragma('cache_size = -65536');
  database.pragma('mmap_size = 268435456');
  database.pragma('wal_autocheckpoint = 4000');
  const update = database.prepare(
    `UPDATE cards SET state = @state, due_at_millis = @due_at_millis, due_day = @due_day, stability = @stability, difficulty = @difficulty,
       last_reviewed_at_millis = @last_reviewed_at_millis, interval_days = @interval_days, step = @step, review_count = @review_count,
       lapse_count = @lapse_count, modified_at_millis = @modified_at_millis WHERE id = @id`,
  );
  const log = database.prepare(
    `INSERT INTO review_log (card_id, reviewed_at_millis, rating, kind, state_before, stability_after, difficulty_after, elapsed_days, interval_days, duration_millis)
     VALUES (?, ?, 3, 1, 2, ?, ?, 1, 2, 3000)`,
  );
  const day = database.prepare(
    'INSERT INTO study_days (deck_id, day, review_count) VALUES (?, ?, 1) ON CONFLICT (deck_id, day) DO UPDATE SET review_count = review_count + 1',
  );
  const card = database.prepare('SELECT * FROM cards JOIN notes ON notes.id = cards.note_id JOIN decks ON decks.id = cards.deck_id WHERE cards.id = ?');
  const { today, nowMillis } = readStudyMoment(systemClock, 4);
  let count = 0;
  return {
    grade: (after, nextCardId) => {
      count += 1;
      const startedAt = performance.now();
      database.exec('BEGIN IMMEDIATE');
      update.run(after);
      log.run(after.id, nowMillis + count, after['stability'], after['difficulty']);
      day.run(after.deck_id, today);
      database.exec('COMMIT');
      card.get(nextCardId);
      return performance.now() - startedAt;
    },
    close: () => database.close(),
  };
}

const figures = await measureBackend();
console.log(JSON.stringify({ ...figures, ...measureCounts() }));
