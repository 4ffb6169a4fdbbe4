import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../src/core/errors.ts';
import { remnoteReader } from '../../../../src/core/formats/remnote/remnote-reader.ts';
import { createCollectingSink, resolveNotes } from '../../../fixtures/collecting-sink.ts';
import { fileOf, READER_CONTEXT, readAll } from '../../../fixtures/folder-source.ts';

async function read(text: string, name = 'Outline.txt') {
  return await readAll(remnoteReader, fileOf(name, text));
}

async function sure(text: string, name = 'Outline.txt') {
  return await remnoteReader.recognise(fileOf(name, text));
}

describe('a line of a RemNote outline', () => {
  it.each([
    ['Capital of France >> Paris', 'Basic', ['Capital of France', 'Paris']],
    ['Paris << Capital of France', 'Basic', ['Capital of France', 'Paris']],
    ['dog <> Hund', 'Basic (and reversed)', ['dog', 'Hund']],
    ['Cell :: the unit of **life**', 'Basic (and reversed)', ['Cell', 'the unit of <b>life</b>']],
    ['Colour ;; green', 'Basic', ['Colour', 'green']],
    ['Cell :> unit of life', 'Basic', ['Cell', 'unit of life']],
    ['Cell :< unit of life', 'Basic', ['unit of life', 'Cell']],
    ['Colour ;< green', 'Basic', ['green', 'Colour']],
    ['Colour ;<> green', 'Basic (and reversed)', ['Colour', 'green']],
    ['^^Marked^^ word >> a `^^` sign', 'Basic', ['<mark>Marked</mark> word', 'a <code>^^</code> sign']],
    ['- Bullet >> yes', 'Basic', ['Bullet', 'yes']],
    ['The {{Sun}} is a {{star}}{({kind})}', 'Cloze', ['The {{c1::Sun}} is a {{c2::star::kind}}', '']],
  ] as [string, string, string[]][])('%j is a card', async (line, noteTypeName, fields) => {
    expect(resolveNotes(await read(line))[0]).toMatchObject({ noteTypeName, fields });
  });

  it('is none within code, within a word, or without an answer', async () => {
    const { notes } = await read('real >> card\n`a >> b` is code\nstd::vector\nlonely >>\nplain');
    expect(notes).toHaveLength(1);
  });

  it('has the lines below as its answer, and what stands above as its context', async () => {
    const { notes } = await read('- Biology\n  - Cell :: the unit of life\n    - Parts >>>\n      - nucleus\n      - membrane\n        - inner\n');
    expect(notes.map(({ fields }) => fields)).toEqual([
      ['<small>Biology</small><br>Cell', 'the unit of life'],
      ['<small>Biology › Cell</small><br>Parts', '<ul><li>nucleus</li><li>membrane<ul><li>inner</li></ul></li></ul>'],
    ]);
  });
});

describe('a RemNote outline', () => {
  it('is known by its marks, and surer of them than of “::” alone', async () => {
    expect(await sure('a >> b\nc << d\ne <> f')).toBeGreaterThanOrEqual(0.7);
    expect(await sure('- A\n    - a >> b\n    - c >> d')).toBeGreaterThan(0.8);
    expect(await sure('a :: b\nc :: d')).toBe(0.5);
    const loose = '# Notes\n\n# A\n\nSome words.\n\nMore words.\n\n# B\n    a >> b\n    p ;; q\n\nLast words.\n\nAnd more.\n\nThe end.\n';
    expect([await sure(loose, 'n.txt'), await sure(loose, 'n.rem')]).toEqual([0, 0.75]);
  });

  it.each([
    ['prose', 'This is a text.\nIt mentions a >> b once.\nAnd goes on.\nAnd on.'],
    ['a table', 'front\tback\na >> b\tc\nd\te'],
    ['comma-separated values', 'a,b\nc,d\ne,f'],
    ['questions of hashcards', 'Q: a >> b\nA: c >> d'],
    ['notes of Obsidian', 'a :: b\n<!--SR:!2024-01-01,3,250-->'],
    ['one-line cards without spaces', 'a::b\nc::d'],
    ['quoted mail', '>> a\n>> b\n> c'],
  ])('is told from %s', async (_, text) => {
    expect(await sure(text)).toBe(0);
  });

  it('is read, or refused in a sentence, whatever it holds', async () => {
    const piece = fc.constantFrom(' >> ', ' << ', ' <> ', ' :: ', ' ;; ', '>>>', '{{', '}}', '{({', '})}', '\n', '\n  ', '\n\t', '- ', '# ', '`', '$', '[[', ']]', 'x', '1. ');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(piece, fc.string({ unit: 'binary', maxLength: 5 })), { maxLength: 60 }), async (parts) => {
        const source = fileOf('Outline.txt', parts.join(''));
        await remnoteReader.recognise(source);
        try {
          await remnoteReader.read(source, READER_CONTEXT, createCollectingSink());
        } catch (thrown) {
          if (!(thrown instanceof AppError)) throw thrown;
        }
      }),
      { numRuns: 200 },
    );
  });

  it.each([' >> ', '{{', '{{a', '\n ', ' ', '`', 'a ::', '{a'])('of fifty thousand times %j is read all the same', async (part) => {
    const deck = await read(`a >> b\n${part.repeat(50_000)}`);
    expect(deck.notes.length).toBeGreaterThan(0);
  });

  it('of any depth is read all the same', async () => {
    const deck = await read(`a >> b\n${Array.from({ length: 3000 }, (_, depth) => `${' '.repeat(depth)}x >>>\n`).join('')}`);
    expect(deck.notes.length).toBeGreaterThan(0);
  });
});
