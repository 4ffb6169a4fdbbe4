/** What imports did, note by note: fates, the report as text, and the conflicts that wait for a choice. */

import type { fatesContract, ImportReport } from '../../contract/import.ts';
import { listConflicts, resolveConflicts } from '../../store/import-conflicts.ts';
import { iterateFates, listFates } from '../../store/import-fates.ts';
import { getImport } from '../../store/imports.ts';
import type { CommandRules, HandlersOf } from '../handler.ts';
import { nameImportReport, writeImportReport } from '../import-report-text.ts';

const MILLIS_PER_MINUTE = 60_000;

export const fatesHandlers: HandlersOf<typeof fatesContract> = {
  'import.fates': ({ library: { database } }, input) => {
    getImport(database, input.importId);
    return listFates(database, input);
  },
  'import.report-text': ({ library: { database }, clock }, { importId }) => {
    const { report: stored, importedAtMillis, fileName } = getImport(database, importId);
    // Reports are stored as the backend made them.
    const report = stored as ImportReport;
    const localMillis = importedAtMillis + clock.zoneOffsetMinutesAt(importedAtMillis) * MILLIS_PER_MINUTE;
    const importedAt = new Date(localMillis).toISOString().slice(0, 16).replace('T', ' ');
    return { fileName: nameImportReport(fileName, importedAt), text: writeImportReport({ report, importedAt, fates: iterateFates(database, importId) }) };
  },
  'import.conflicts': ({ library: { database } }, input) => {
    getImport(database, input.importId);
    return listConflicts(database, input);
  },
  'import.resolve': ({ library: { database }, clock, describe }, input) => {
    getImport(database, input.importId);
    const sides = new Set(input.fields ?? [input.take]);
    describe(sides.size > 1 ? 'Put a note together' : sides.has('file') ? 'Take the file’s text' : 'Keep your text');
    return { settled: resolveConflicts(database, input, clock.nowMillis()) };
  },
};

export const fatesRules = {
  'import.resolve': { label: 'Take the file’s text', topics: ['notes', 'cards', 'decks'] },
} satisfies Partial<CommandRules>;
