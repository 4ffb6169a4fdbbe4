/** A backend on a temporary library with a concept set, a clock set by hand, and reading access to the tables. */

import SqliteDatabase from 'better-sqlite3';
import type { Database } from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { createBackend } from '../../src/backend/create-backend.ts';
import type { Backend } from '../../src/backend/backend.ts';
import { createClient } from '../../src/contract/client.ts';
import type { Client } from '../../src/contract/client.ts';
import type { ConceptSetDetail } from '../../src/contract/contrast.ts';
import type { InputOf } from '../../src/contract/contract.ts';
import type { ConceptSetId, DeckId } from '../../src/core/ids.ts';
import { createSeededRandom } from '../fixtures/study-learner.ts';

export const DAY = 86_400_000;
/** A Wednesday, noon. */
export const START = Date.UTC(2026, 4, 20, 12);

export type RowInput = InputOf<'conceptSet.save-rows'>['rows'][number];

export const TWO_CONCEPTS: InputOf<'conceptSet.save'>['concepts'] = [
  { label: 'Manager', colour: 'slate', shape: 'square', key: 'm' },
  { label: 'Leader', colour: 'amber', shape: 'circle', key: 'l' },
];

export function rowOf(dimension: string, ...sides: readonly string[]): RowInput {
  return { dimension, sides: [...sides], why: `Why of ${dimension}`, sources: 'S1' };
}

/** Rows with a dimension `d1`, `d2` … and sides that say which they are. */
export function makeRows(count: number, sideCount = 2): RowInput[] {
  return Array.from({ length: count }, (_, index) => rowOf(`d${index + 1}`, ...Array.from({ length: sideCount }, (__, side) => `statement ${index + 1} of ${['alpha', 'bravo', 'charlie'][side] ?? ''}`)));
}

const endings: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

export interface ContrastSession {
  readonly backend: Backend;
  readonly client: Client;
  readonly clock: { now: number; offsetMinutes: number };
  readonly libraryDir: string;
  readonly query: <Row>(sql: string, ...parameters: unknown[]) => Row[];
  readonly dump: (...tables: readonly string[]) => Record<string, unknown[]>;
  readonly makeSet: (options?: Partial<InputOf<'conceptSet.save'>> & { readonly rows?: readonly RowInput[] }) => Promise<ConceptSetDetail>;
}

/** Ended together with the test. */
export function openContrastSession(options: { readonly seed?: number; readonly withStarterDeck?: boolean } = {}): ContrastSession {
  const folder = mkdtempSync(join(tmpdir(), 'versus-contrast-'));
  const clock = { now: START, offsetMinutes: 0 };
  const backend = createBackend({
    libraryDir: folder,
    clock: { nowMillis: () => clock.now, zoneOffsetMinutesAt: () => clock.offsetMinutes },
    random: createSeededRandom(options.seed ?? 1),
    withStarterDeck: options.withStarterDeck ?? false,
  });
  endings.push(async () => {
    await backend.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const client = createClient({ call: backend.call, onEvent: backend.onEvent, sendFile: () => Promise.reject(new Error('no files here')) });
  const read = <Value>(use: (database: Database) => Value): Value => {
    const database = new SqliteDatabase(join(folder, 'library.sqlite'), { readonly: true });
    try {
      return use(database);
    } finally {
      database.close();
    }
  };
  return {
    backend,
    client,
    clock,
    libraryDir: folder,
    query: <Row>(sql: string, ...parameters: unknown[]) => read((database) => database.prepare(sql).all(...parameters) as Row[]),
    dump: (...tables) => read((database) => Object.fromEntries(tables.map((table) => [table, database.prepare(`SELECT rowid AS row_id, * FROM ${table} ORDER BY rowid`).all()]))),
    makeSet: async ({ rows = [], ...changes } = {}) => {
      const deckId: DeckId = (changes.deckId as DeckId | undefined) ?? (await client.call('deck.create', { name: 'Work' })).deckId;
      const { setId }: { setId: ConceptSetId } = await client.call('conceptSet.save', {
        deckId,
        name: 'Manager and leader',
        concepts: TWO_CONCEPTS,
        allowsBoth: true,
        allowsNeither: false,
        ...changes,
      });
      if (rows.length > 0) await client.call('conceptSet.save-rows', { setId, rows: [...rows] });
      return await client.call('conceptSet.get', { setId });
    },
  };
}
