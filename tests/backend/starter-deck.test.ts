import SqliteDatabase from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { installStarterDeck } from '../../src/backend/starter-deck.ts';
import type { Library } from '../../src/store/library.ts';
import { listConceptSets } from '../../src/store/concept-sets.ts';
import { loadContrastRows } from '../../src/store/contrast-rows.ts';
import { migrate } from '../../src/store/migrate.ts';
import { MIGRATIONS } from '../../src/store/migrations/all.ts';
import { LIBRARY_FILE, openLibrary } from '../../src/store/open-library.ts';
import { listScenarios } from '../../src/store/scenarios.ts';

const NOW_MILLIS = 1_780_000_000_000;
let folder: string;
let library: Library;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'versus-starter-'));
  library = openLibrary({ dir: folder, clock: { nowMillis: () => NOW_MILLIS, zoneOffsetMinutesAt: () => 0 } });
});

afterEach(() => {
  library.close();
  rmSync(folder, { recursive: true });
});

function count(what: string): unknown {
  return library.database.prepare(`SELECT count(*) FROM ${what}`).pluck().get();
}

describe('installing the starter deck', () => {
  it('puts its notes and cards into a new library, outside undo', () => {
    const installed = installStarterDeck(library, { nowMillis: NOW_MILLIS });
    // 40 contrasts of four cards, 14 statements and 8 disagreements of one.
    expect(installed).toBe(62);
    expect(count('notes')).toBe(62);
    expect(count('cards')).toBe(40 * 4 + 14 + 8);
    expect(count("decks WHERE name = 'Manager versus leader'")).toBe(1);
    expect(library.undoState().undo).toBeNull();
  });

  it('brings its concept set, with each role in its own colour, shape and key, and at least forty scenarios', () => {
    installStarterDeck(library, { nowMillis: NOW_MILLIS });
    const [set] = listConceptSets(library.database, null);
    expect(set).toMatchObject({
      deckName: 'Manager versus leader',
      name: 'Manager and Leader',
      allowsBoth: true,
      allowsNeither: false,
      concepts: [
        { label: 'Manager', colour: 'slate', shape: 'square', key: 'm' },
        { label: 'Leader', colour: 'amber', shape: 'circle', key: 'l' },
      ],
    });
    if (set === undefined) throw new Error('there is no set');
    expect(loadContrastRows(library.database, set)).toHaveLength(54);
    const scenarios = listScenarios(library.database, set.id);
    expect(scenarios.length).toBeGreaterThanOrEqual(40);
    for (const { id } of set.concepts) expect(scenarios.filter(({ side }) => side === id).length).toBeGreaterThanOrEqual(10);
    for (const { situation, why } of scenarios) expect(Math.min(situation.length, why.length)).toBeGreaterThan(20);
  });

  it('gives its concept set to a library that had the deck before there were sets, wherever the deck lies now', () => {
    installStarterDeck(library, { nowMillis: NOW_MILLIS });
    library.close();
    const database = new SqliteDatabase(join(folder, LIBRARY_FILE));
    // What the second version added is taken away again, as if the library had never seen it.
    const before = new SqliteDatabase(':memory:');
    migrate(before, { migrations: MIGRATIONS.slice(0, 1) });
    const known = new Set(before.prepare<[], string>('SELECT name FROM sqlite_schema').pluck().all());
    before.close();
    const added = database.prepare<[], { type: string; name: string }>("SELECT type, name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'").all();
    database.pragma('foreign_keys = OFF');
    for (const type of ['index', 'table']) {
      for (const entry of added) if (entry.type === type && !known.has(entry.name)) database.exec(`DROP ${type} ${entry.name}`);
    }
    database.exec("UPDATE decks SET name = 'Renamed'");
    database.pragma('user_version = 1');
    database.close();

    library = openLibrary({ dir: folder, clock: { nowMillis: () => NOW_MILLIS, zoneOffsetMinutesAt: () => 0 } });
    expect(listConceptSets(library.database, null)).toEqual([]);
    expect(installStarterDeck(library, { nowMillis: NOW_MILLIS })).toBe(0);
    const [set] = listConceptSets(library.database, null);
    expect(set).toMatchObject({ deckName: 'Renamed', name: 'Manager and Leader' });
    expect(count('scenarios')).toBeGreaterThanOrEqual(40);
    library.write('Delete', () => library.database.exec('DELETE FROM concept_sets'));
    expect(installStarterDeck(library, { nowMillis: NOW_MILLIS })).toBe(0);
    expect(listConceptSets(library.database, null)).toEqual([]);
  });

  it('begins with what each role works on', () => {
    installStarterDeck(library, { nowMillis: NOW_MILLIS });
    const first = library.database.prepare('SELECT guid FROM notes n JOIN cards c ON c.note_id = n.id ORDER BY c.position, c.ordinal LIMIT 1').pluck().get();
    expect(first).toBe('manager-versus-leader/acts-on');
  });

  it('does nothing the second time, also when the learner has deleted it', () => {
    installStarterDeck(library, { nowMillis: NOW_MILLIS });
    library.write('Delete', () => library.database.exec('DELETE FROM notes'));
    expect(installStarterDeck(library, { nowMillis: NOW_MILLIS })).toBe(0);
    expect(count('notes')).toBe(0);
  });

  it('leaves the library waiting for it when the file is missing', () => {
    expect(() => installStarterDeck(library, { nowMillis: NOW_MILLIS, resourcesDir: join(folder, 'nowhere') })).toThrow(
      expect.objectContaining({ code: 'file-missing' }),
    );
    expect(installStarterDeck(library, { nowMillis: NOW_MILLIS })).toBe(62);
  });
});
