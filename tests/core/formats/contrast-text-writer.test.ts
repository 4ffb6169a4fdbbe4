import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { contrastTextReader } from '../../../src/core/formats/contrast-text/contrast-text-reader.ts';
import { contrastTextWriter } from '../../../src/core/formats/contrast-text/contrast-text-writer.ts';
import { arbitraryNotes, CUSTOM_NOTE_TYPE } from '../../fixtures/arbitrary-notes.ts';
import { resolveNotes } from '../../fixtures/collecting-sink.ts';
import { builtIn, makeExportSource, resolveSource, writeFiles } from '../../fixtures/export-source.ts';
import { folderOf, readAll } from '../../fixtures/folder-source.ts';

test('every note of a built-in type comes back with its guid, fields, tags, deck and cards', async () => {
  const noteTypes = ['Basic', 'Basic (and reversed)', 'Cloze', 'Contrast', 'Statement', 'Disagreement'].map(builtIn);
  await fc.assert(
    fc.asyncProperty(arbitraryNotes({ noteTypes }), async (notes) => {
      const source = makeExportSource({ notes });
      // A note that asks for nothing gives no card, and is told as left out by the reader.
      const told = resolveSource(source).filter((_, index) => notes[index]?.noteType.name !== 'Contrast');
      const files = folderOf('deck', await writeFiles(contrastTextWriter, source));
      const notesBack = resolveNotes(await readAll(contrastTextReader, files).catch(() => ({ presets: [], decks: [], noteTypes: [], notes: [], cards: [], reviews: [], media: [], conceptSets: [], warnings: [], skipped: [] })));
      expect(notesBack.filter(({ noteTypeName }) => noteTypeName !== 'Contrast')).toEqual(told);
    }),
    { numRuns: 100 },
  );
});

it('says which notes it has no block for', () => {
  const notes = [{ noteType: CUSTOM_NOTE_TYPE, fields: ['1', '2', '3', '4', '5'] }, { noteType: builtIn('Basic'), fields: ['a', 'b'] }];
  expect(contrastTextWriter.describeLosses?.(makeExportSource({ notes }))).toMatchObject([{ code: 'notes-left-out', message: expect.stringContaining('1 note stays behind') as string }]);
});

it('is not written when there is nothing to write', async () => {
  const source = makeExportSource({ notes: [{ noteType: CUSTOM_NOTE_TYPE, fields: ['1', '2', '3', '4', '5'] }] });
  await expect(writeFiles(contrastTextWriter, source)).rejects.toMatchObject({ code: 'format-unsupported' });
});

it('goes by the deepest deck that holds all notes', async () => {
  const notes = ['A::B::C', 'A::B::D', 'A::B'].map((deckName) => ({ noteType: builtIn('Basic'), fields: ['a', 'b'], deckName }));
  const text = [...(await writeFiles(contrastTextWriter, makeExportSource({ notes }))).values()].join('');
  expect(text).toContain('\ndeck: A::B\n');
});
