/** A backend on a temporary library with what import tests do to it: import a file, read and dump the library. */

import SqliteDatabase from 'better-sqlite3';
import type { Database } from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, vi } from 'vitest';
import { createBackend } from '../../src/backend/create-backend.ts';
import type { Backend } from '../../src/backend/backend.ts';
import { createClient } from '../../src/contract/client.ts';
import type { Client } from '../../src/contract/client.ts';
import type { ImportOptions, ImportReport, JobStatus } from '../../src/contract/import.ts';
import type { AppEvent } from '../../src/contract/transport.ts';
import type { Clock } from '../../src/core/clock.ts';

// Real decks of thirty thousand notes go through these tests, on machines that do other things too.
vi.setConfig({ testTimeout: 120_000 });

export const NOW_MILLIS = Date.UTC(2026, 4, 20, 12);
export const utcClock: Clock = { nowMillis: () => NOW_MILLIS, zoneOffsetMinutesAt: () => 0 };

export interface ImportSession {
  readonly folder: string;
  readonly libraryDir: string;
  readonly backend: Backend;
  readonly client: Client;
  readonly events: AppEvent[];
  /** Imports and waits for the end, whatever it is. */
  readonly run: (path: string, options?: Partial<ImportOptions>, settings?: { readonly dryRun?: boolean; readonly fileName?: string }) => Promise<JobStatus>;
  /** As run; fails the test unless the import is done. */
  readonly importFile: (path: string, options?: Partial<ImportOptions>, settings?: { readonly dryRun?: boolean }) => Promise<ImportReport>;
  /** Every row of every table that an import writes, but the imports' history. */
  readonly dump: () => Record<string, unknown[]>;
  /** Puts the library into a state that no operation brings about. */
  readonly change: (sql: string) => void;
  readonly query: <Row>(sql: string, ...parameters: unknown[]) => Row[];
}

const endings: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

const DUMPED = ['presets', 'decks', 'note_types', 'note_fields', 'card_templates', 'notes', 'cards', 'review_log', 'media', 'settings'];

/** Ended together with the test. `prepare` may fill the library before it is opened. */
export function openImportSession(clock: Clock = utcClock, prepare: (libraryDir: string) => void = () => undefined): ImportSession {
  const folder = mkdtempSync(join(tmpdir(), 'versus-import-'));
  const libraryDir = join(folder, 'library');
  prepare(libraryDir);
  const backend = createBackend({ libraryDir, clock, random: () => 0.5, withStarterDeck: false });
  endings.push(async () => {
    await backend.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const client = createClient({
    call: backend.call,
    onEvent: backend.onEvent,
    sendFile: () => Promise.reject(new Error('files are offered by their paths here')),
  });
  const events: AppEvent[] = [];
  backend.onEvent((event) => events.push(event));

  const run: ImportSession['run'] = async (path, options = {}, settings = {}) => {
    const ticket = backend.offerFile(path, settings.fileName === undefined ? {} : { fileName: settings.fileName });
    const { jobId } = await client.call('import.start', { ticket, options, dryRun: settings.dryRun ?? false });
    return await new Promise<JobStatus>((resolve) => {
      const off = backend.onEvent((event) => {
        if (event.type !== 'job' || event.jobId !== jobId || event.status.status === 'running') return;
        off();
        resolve(event.status);
      });
    });
  };
  const read = <Value>(use: (database: Database) => Value): Value => {
    const database = new SqliteDatabase(join(libraryDir, 'library.sqlite'), { readonly: true });
    try {
      return use(database);
    } finally {
      database.close();
    }
  };
  return {
    folder,
    libraryDir,
    backend,
    client,
    events,
    run,
    importFile: async (path, options, settings) => {
      const status = await run(path, options, settings);
      if (status.status === 'done') return status.report;
      throw new Error(`the import ended otherwise: ${JSON.stringify(status)}`);
    },
    dump: () => read((database) => Object.fromEntries(DUMPED.map((table) => [table, database.prepare(`SELECT * FROM ${table} ORDER BY rowid`).all()]))),
    change: (sql) => {
      const database = new SqliteDatabase(join(libraryDir, 'library.sqlite'));
      try {
        database.exec(sql);
      } finally {
        database.close();
      }
    },
    query: <Row>(sql: string, ...parameters: unknown[]) => read((database) => database.prepare(sql).all(...parameters) as Row[]),
  };
}
