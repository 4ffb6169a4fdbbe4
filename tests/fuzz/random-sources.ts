/** The most hostile notes there are, for our own writers to write. */

import fc from 'fast-check';
import type { ExportSource } from '../../src/core/formats/export-source.ts';
import type { FormatWriter } from '../../src/core/formats/format-writer.ts';
import { arbitraryNotes } from '../fixtures/arbitrary-notes.ts';
import { builtIn, makeExportSource } from '../fixtures/export-source.ts';

const SEEDS_EACH = 4;

/** Contrast texts hold only their own note types. */
const NOTE_TYPES = { noteTypes: ['Basic', 'Cloze'].map(builtIn) };

/** The same ones each time. */
export function randomSources(writer: FormatWriter): readonly ExportSource[] {
  const options = { minLength: 1, maxLength: 5, ...(writer.format === 'contrast-text' ? NOTE_TYPES : {}) };
  return fc.sample(arbitraryNotes(options), { numRuns: SEEDS_EACH, seed: 7 }).map((notes) => makeExportSource({ notes, media: { 'a b.png': Buffer.from('picture') } }));
}
