import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalHtml } from '../../../../src/core/formats/markdown/canonical-html.ts';
import { obsidianReader } from '../../../../src/core/formats/obsidian/obsidian-reader.ts';
import { obsidianWriter } from '../../../../src/core/formats/obsidian/obsidian-writer.ts';
import { arbitraryNotes } from '../../../fixtures/arbitrary-notes.ts';
import { resolveNotes } from '../../../fixtures/collecting-sink.ts';
import { builtIn, makeExportSource, resolveSource, writeFiles, type SourceNote } from '../../../fixtures/export-source.ts';
import { folderOf, readAll } from '../../../fixtures/folder-source.ts';

const TYPES = [builtIn('Basic'), builtIn('Basic (and reversed)'), builtIn('Cloze')];

async function roundTrip(notes: readonly SourceNote[]) {
  const source = makeExportSource({ notes });
  const files = await writeFiles(obsidianWriter, source);
  return { source, files, back: await readAll(obsidianReader, folderOf('Vault', files)) };
}

/** Half a character cannot stand in a file. */
function show(html: string): string {
  return canonicalHtml(html.replace(/\p{Surrogate}/gu, '\uFFFD'));
}

/** Notes in their decks, as both sides have them: what the format keeps. */
function simplify(notes: ReturnType<typeof resolveNotes>) {
  return notes
    .map(({ noteTypeName, fields, cards }) => ({
      // A reversed note that has one card only is a question like any other.
      noteTypeName: noteTypeName === 'Basic (and reversed)' && cards.length === 1 ? 'Basic' : noteTypeName,
      fields: noteTypeName === 'Cloze' ? [show(fields[0] ?? '')] : fields.map(show),
      cards,
    }))
    .map((note) => JSON.stringify(note))
    .sort();
}

describe('notes written for Obsidian and read again', () => {
  it('are the same, whatever stands in their fields', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryNotes({ noteTypes: TYPES }), async (notes) => {
        const { source, back } = await roundTrip(notes);
        expect(back.skipped).toEqual([]);
        expect(simplify(resolveNotes(back))).toEqual(simplify(resolveSource(source)));
      }),
      { numRuns: 150 },
    );
  });
});
