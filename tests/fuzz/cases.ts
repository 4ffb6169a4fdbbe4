/** One case of the fuzz run: a damaged file goes all the way an import goes, and what must hold is checked. */

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importOptions } from '../../src/contract/import.ts';
import { AppError } from '../../src/core/errors.ts';
import type { ImportFormat } from '../../src/core/formats/import-format.ts';
import { readFileInto } from '../../src/backend/jobs/read-file.ts';
import type { Library } from '../../src/store/library.ts';
import { mergeStaging } from '../../src/store/merge-staging.ts';
import { listNoteTypes } from '../../src/store/note-types.ts';
import { explainSqliteError } from '../../src/store/sqlite-errors.ts';
import { createStagingDatabase } from '../../src/store/staging-database.ts';
import { createMediaStaging, MEDIA_LIMITS } from '../../src/store/staging-media.ts';
import { createStagingSink } from '../../src/store/staging-sink.ts';
import type { StagingSummary } from '../../src/store/staging-sink.ts';
import { MOMENT, NOW_MILLIS } from '../fixtures/export-source.ts';

export type CaseOutcome =
  | { readonly kind: 'read'; readonly notes: number }
  | { readonly kind: 'refused'; readonly code: string }
  /** What must never happen, in words. */
  | { readonly kind: 'failed'; readonly why: string };

export interface Case {
  readonly bytes: Buffer;
  readonly fileName: string;
  readonly format: ImportFormat | null;
}

/** Runs in `dir`, where everything that a case leaves behind is deleted again. */
export async function runCase(library: Library, dir: string, { bytes, fileName, format }: Case): Promise<CaseOutcome> {
  const jobDir = join(dir, 'job');
  const scratchDir = join(jobDir, 'scratch');
  mkdirSync(scratchDir, { recursive: true });
  const path = join(dir, 'input');
  writeFileSync(path, bytes);
  const changesBefore = countChanges(library);
  try {
    const summary = await stage(library, { path, fileName, jobDir, scratchDir, format });
    if (summary.notes === 0) return { kind: 'refused', code: 'nothing-to-import' };
    await mergeStaging(library, {
      label: 'Import',
      stagingPath: join(jobDir, 'staging.sqlite'),
      stagedMediaFolder: join(jobDir, 'media'),
      deckName: null,
      withSchedule: true,
      onDuplicate: 'update',
      matchBy: null,
      matchField: null,
      noteTypes: [],
      nowMillis: NOW_MILLIS,
      between: () => Promise.resolve(),
      dryRun: false,
      record: () => undefined,
    });
    return { kind: 'read', notes: summary.notes };
  } catch (thrown) {
    const explained = explainSqliteError(thrown);
    if (countChanges(library) !== changesBefore) return { kind: 'failed', why: `the library was changed by an import that failed: ${String(explained)}` };
    if (!(explained instanceof AppError)) return { kind: 'failed', why: explained instanceof Error ? (explained.stack ?? explained.message) : String(explained) };
    if (explained.code === 'internal' || !/^.{20,}[.!?…”)]$/su.test(explained.message)) return { kind: 'failed', why: `the refusal says too little: ${explained.code} “${explained.message}”` };
    return { kind: 'refused', code: explained.code };
  } finally {
    rmSync(jobDir, { recursive: true, force: true });
  }
}

/** Of rows that are there to stay. */
function countChanges({ database }: Library): string {
  return JSON.stringify(database.prepare('SELECT (SELECT count(*) FROM main.notes) AS notes, (SELECT count(*) FROM main.cards) AS cards, (SELECT count(*) FROM main.media) AS media, (SELECT count(*) FROM main.decks) AS decks, (SELECT ifnull(max(sequence), 0) FROM temp.undo_log) AS recorded').get());
}

interface StageInput {
  readonly path: string;
  readonly fileName: string;
  readonly jobDir: string;
  readonly scratchDir: string;
  readonly format: ImportFormat | null;
}

async function stage(library: Library, { path, fileName, jobDir, scratchDir, format }: StageInput): Promise<StagingSummary> {
  const staging = createStagingDatabase(join(jobDir, 'staging.sqlite'));
  try {
    const sink = createStagingSink(staging, {
      nowMillis: NOW_MILLIS,
      mediaStaging: createMediaStaging(join(jobDir, 'media'), MEDIA_LIMITS, () => undefined),
      onProgress: () => undefined,
      throwIfCancelled: () => undefined,
    });
    await readFileInto(
      {
        path,
        fileName,
        scratchDir,
        options: importOptions.parse({ format }),
        nowMillis: NOW_MILLIS,
        moment: MOMENT,
        zoneOffsetMinutesAt: () => 0,
        noteTypes: listNoteTypes(library.database),
        deckNames: [],
        savedMappings: [],
      },
      sink,
    );
    return sink.finish();
  } finally {
    staging.close();
  }
}
