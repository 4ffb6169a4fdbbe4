import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { writePlainLine } from '../../../../src/core/formats/delimited-writers/plain-line.ts';
import { quizletWriter } from '../../../../src/core/formats/delimited-writers/quizlet-writer.ts';
import { readDelimited } from '../../../../src/core/formats/delimited/read-delimited.ts';
import { textToHtml } from '../../../../src/core/formats/plain-text.ts';
import { arbitraryNotes, CUSTOM_NOTE_TYPE } from '../../../fixtures/arbitrary-notes.ts';
import { createCollectingSink } from '../../../fixtures/collecting-sink.ts';
import { builtIn, makeExportSource, writeFiles, type SourceNote } from '../../../fixtures/export-source.ts';

async function write(notes: readonly SourceNote[]): Promise<string> {
  return [...(await writeFiles(quizletWriter, makeExportSource({ notes, title: 'Capitals' }))).values()].map((file) => file.toString()).join('');
}

describe('Quizlet text', () => {
  it('has a line for each card, its two sides divided by a tab, without markup', async () => {
    expect(await write([{ noteType: builtIn('Basic'), fields: ['<b>3</b> &lt; 4?', 'yes<br>of course.<br>Why?<img src="x.png">'] }])).toBe('3 < 4?\tyes; of course. Why?\n');
  });

  it('asks both ways by one line, as Quizlet does so itself', async () => {
    expect(await write([{ noteType: builtIn('Basic (and reversed)'), fields: ['Rome', 'Italy\t(south)\nEurope'] }])).toBe('Rome\tItaly (south) Europe\n');
  });

  it('asks each gap by itself', async () => {
    expect(await write([{ noteType: builtIn('Cloze'), fields: ['{{c1::Rome}} lies on the {{c2::Tiber::river}}.', ''] }])).toBe('_____ lies on the Tiber.\tRome\nRome lies on the _____ (river).\tTiber\n');
  });

  it('asks notes of more fields as their cards look', async () => {
    expect(await write([{ noteType: CUSTOM_NOTE_TYPE, fields: ['go', 'gehen', 'I go', '[sound:go.mp3]', 'ذهب'] }])).toBe('go\tgehen ذهب\n');
    expect(await write([{ noteType: builtIn('Contrast'), fields: ['Span', 'Weather', 'days', 'Climate', 'decades', 'Because.', ''] }])).not.toContain('FrontSide');
  });

  it('leaves out cards that ask without words, and says so', async () => {
    const notes = [{ noteType: builtIn('Basic'), fields: ['<img src="a.png">', 'a'] }, { noteType: builtIn('Basic'), fields: ['b', '[sound:b.mp3]'] }, { noteType: builtIn('Cloze'), fields: ['{{c1::x}} y', ''] }];
    expect(await write(notes)).toBe('b\t\n_____ y\tx\n');
    expect(quizletWriter.describeLosses?.(makeExportSource({ notes })).map(({ code }) => code)).toEqual(['no-text', 'clozes-blanked']);
    await expect(write(notes.slice(0, 1))).rejects.toMatchObject({ code: 'format-unsupported' });
  });

  it('says how many cards share the line of the one that they turn around', () => {
    const notes = [{ noteType: builtIn('Basic (and reversed)'), fields: ['Rome', 'Italy'] }, { noteType: builtIn('Basic'), fields: ['Paris', 'France'] }];
    expect(quizletWriter.describeLosses?.(makeExportSource({ notes }))).toEqual([{ code: 'turned-joined', message: '1 card that only turns another around shares its line: Quizlet asks both ways.' }]);
  });

  it('says how many gap texts lose what stands beside them', () => {
    const notes = [{ noteType: builtIn('Cloze'), fields: ['{{c1::x}} y', 'more'] }, { noteType: builtIn('Cloze'), fields: ['{{c1::x}} z', ' '] }];
    expect(quizletWriter.describeLosses?.(makeExportSource({ notes }))).toContainEqual({ code: 'cloze-extra', message: 'Quizlet text has no place beside a text with gaps: 1 note loses its extra text.' });
  });

  it('refuses before anything is written when no card asks in words', () => {
    expect(() => quizletWriter.describeLosses?.(makeExportSource({ notes: [{ noteType: builtIn('Basic'), fields: ['<img src="a.png">', 'a'] }] }))).toThrow(/has a question in words/);
  });

  test('its words come back, whatever stands in the fields', async () => {
    const notesOfTwoFields = arbitraryNotes({ noteTypes: [builtIn('Basic')], minLength: 2 });
    await fc.assert(
      fc.asyncProperty(notesOfTwoFields, async (notes) => {
        const text = await write(notes);
        const lines = text.split('\n').slice(0, -1);
        const sides = notes.map(({ fields }) => fields.map(writePlainLine));
        expect(lines).toEqual(sides.map((pair) => pair.join('\t')));
        // Quizlet's form has no quotes, so that a cell in quotes is read as its writer meant it only by chance.
        fc.pre(!text.includes('"') && new Set(lines).size === lines.length && !lines[0]?.startsWith('#') && sides.some(([, answer]) => answer !== ''));
        const sink = createCollectingSink();
        const options = { encoding: 'utf-8', delimiter: '\t', quote: '', hasHeaderRow: false, isHtml: false, noteTypeName: 'Basic', deckName: 'Capitals', columns: [{ role: 'field', field: 'Front' }, { role: 'field', field: 'Back' }], tags: [], cardSeparator: null } as const;
        readDelimited({ bytes: Buffer.from(text), fileName: 'Capitals.txt', options, noteTypes: [] }, sink);
        expect(sink.collected.notes.map(({ fields }) => fields)).toEqual(sides.map((pair) => pair.map(textToHtml)));
      }),
      { numRuns: 200 },
    );
  });
});
