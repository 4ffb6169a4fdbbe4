import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashcardsReader } from '../../../../src/core/formats/hashcards/hashcards-reader.ts';
import { hashcardsWriter } from '../../../../src/core/formats/hashcards/hashcards-writer.ts';
import { canonicalHtml } from '../../../../src/core/formats/markdown/canonical-html.ts';
import { arbitraryNotes } from '../../../fixtures/arbitrary-notes.ts';
import { resolveNotes, type ResolvedNote } from '../../../fixtures/collecting-sink.ts';
import { builtIn, makeExportSource, resolveSource, writeFiles, type SourceNote } from '../../../fixtures/export-source.ts';
import { folderOf, readAll } from '../../../fixtures/folder-source.ts';

async function roundTrip(notes: readonly SourceNote[]) {
  const source = makeExportSource({ notes });
  const files = await writeFiles(hashcardsWriter, source);
  return { source, files, back: await readAll(hashcardsReader, folderOf('Decks', files)) };
}

/** Half a character cannot stand in a file. */
function show(html: string): string {
  return canonicalHtml(html.replace(/\p{Surrogate}/gu, '\uFFFD'));
}

/** What hashcards keeps: gaps without their numbers and hints. */
function simplify(notes: readonly ResolvedNote[]) {
  return notes
    .map(({ noteTypeName, fields, cards }) => ({
      noteTypeName,
      fields: noteTypeName === 'Cloze' ? [show(fields[0] ?? '').replace(/\{\{c\d+::|::hint|::hin|\}\}/g, '')] : fields.map(show),
      deckName: cards[0]?.deckName,
    }))
    .map((note) => JSON.stringify(note))
    .sort();
}

describe('notes written for hashcards and read again', () => {
  it('are the same, whatever stands in their fields', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryNotes({ noteTypes: [builtIn('Basic'), builtIn('Cloze')] }), async (notes) => {
        const { source, back } = await roundTrip(notes);
        expect(back.skipped).toEqual([]);
        expect(simplify(resolveNotes(back))).toEqual(simplify(resolveSource(source)));
      }),
      { numRuns: 150 },
    );
  });

  it('that are asked both ways become two questions', async () => {
    const { back } = await roundTrip([{ noteType: builtIn('Basic (and reversed)'), fields: ['dog', 'Hund'] }]);
    expect(back.notes.map(({ fields }) => fields)).toEqual([['dog', 'Hund'], ['Hund', 'dog']]);
  });

  it('keep a backslash that stands before a gap or ends in one', async () => {
    const { files, back } = await roundTrip([{ noteType: builtIn('Cloze'), fields: ['a \\{{c1::b\\}} and <u>c \\\\{{c2::d}}</u>', ''] }]);
    expect(String(files.get('Deck.md'))).not.toMatch(/\\[[\]]/);
    expect(back.notes[0]?.fields[0]).toBe('a \\{{c1::b\\}} and <u>c \\\\{{c2::d}}</u>');
  });

  it('number their gaps in order, one card for each', async () => {
    const { files, back } = await roundTrip([{ noteType: builtIn('Cloze'), fields: ['{{c2::One}} and {{c1::two::a hint}} [three]', ''] }]);
    expect(String(files.get('Deck.md'))).toBe('---\nname = "Deck"\n---\n\nC: [One] and [two] &#91;three&#93;\n');
    expect(back.notes[0]?.fields[0]).toBe('{{c1::One}} and {{c2::two}} [three]');
    expect(back.cards).toHaveLength(2);
  });
});

describe('what hashcards has no place for', () => {
  it('is said before anything is written', () => {
    const source = makeExportSource({
      notes: [
        { noteType: builtIn('Cloze'), fields: ['{{c1::a::hint}} {{c1::b}}', 'extra'] },
        { noteType: builtIn('Cloze'), fields: ['{{c1::a}}', ''] },
      ],
    });
    expect(hashcardsWriter.describeLosses?.(source).map(({ code }) => code)).toEqual(['cloze-extra', 'cloze-hints', 'cloze-groups']);
    expect(hashcardsWriter.describeLosses?.(source)[0]?.message).toBe('hashcards Markdown has no place beside a text with gaps: 1 note loses its extra text.');
  });
});
