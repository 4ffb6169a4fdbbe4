import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../src/core/errors.ts';
import { hashcardsReader } from '../../../../src/core/formats/hashcards/hashcards-reader.ts';
import { createCollectingSink } from '../../../fixtures/collecting-sink.ts';
import { fileOf, folderOf, READER_CONTEXT, readAll } from '../../../fixtures/folder-source.ts';

const SAMPLES = join(import.meta.dirname, '../../../../../shared/decks/files/hashcards-walkthrough');

async function read(text: string) {
  return await readAll(hashcardsReader, fileOf('Deck.md', text));
}

describe('a hashcards deck', () => {
  it('has questions and answers of several lines, and gaps', async () => {
    const deck = await read('Q: What\nis it?\nA:\n\n- one\n- two\n\n---\n\nC: The [order] of a\n[group].\n');
    expect(deck.notes.map(({ fields }) => fields)).toEqual([
      ['What is it?', '<ul><li>one</li><li>two</li></ul>'],
      ['The {{c1::order}} of a {{c2::group}}.', ''],
    ]);
    expect(deck.cards.map(({ ordinal }) => ordinal)).toEqual([0, 0, 1]);
  });

  it('takes its name from the front matter, else from the file', async () => {
    expect((await read('---\nname = "Biology: cells"\n---\nQ: a\nA: b')).decks[0]?.name).toBe('Biology: cells');
    expect((await read('Q: a\nA: b')).decks[0]?.name).toBe('Deck');
  });

  it('leaves escaped brackets, pictures and links whole', async () => {
    const { notes } = await read('C: \\[x\\] ![shown](a.png) [`\\[y\\]`] [page](https://example.org)');
    expect(notes[0]?.fields[0]).toBe('[x] <img src="a.png" alt="shown"> {{c1::<code>[y]</code>}} <a href="https://example.org">page</a>');
  });

  it('has emphasis just inside and around its gaps', async () => {
    const { notes } = await read('C: [_Hackers_], a **[(book)]** by [**“Graham”**] and snake_[case]_x');
    expect(notes[0]?.fields[0]).toBe('{{c1::<i>Hackers</i>}}, a <b>{{c2::(book)}}</b> by {{c3::<b>“Graham”</b>}} and snake_{{c4::case}}_x');
  });

  it('keeps what would end a gap early', async () => {
    const { notes } = await read('C: [std::vector] is $\\frac{1}{x^{[n]}}$');
    expect(notes[0]?.fields[0]).toBe('{{c1::std&#58;:vector}} is \\(\\frac{1}{x^{{{c2::n}}}}\\)');
  });

  it('hands on the pictures and sounds that its cards show, by the folder of the collection', async () => {
    const folder = folderOf('cards', { 'sub/Deck.md': 'Q: ![](img/a%20b.png)\nA: ![](img/s.mp3)', 'img/a b.png': 'P', 'img/s.mp3': 'S', 'img/unused.png': 'U' });
    const deck = await readAll(hashcardsReader, folder);
    expect(deck.notes[0]?.fields).toEqual(['<img src="a b.png">', '[sound:s.mp3]']);
    expect(deck.media.map(({ name }) => name)).toEqual(['a b.png', 's.mp3']);
  });

  it('says which questions have no answer', async () => {
    const deck = await read('Q: lonely\n---\nQ: a\nA: b\n---\nA: orphan');
    expect(deck.notes).toHaveLength(1);
    expect(deck.skipped.map(({ title }) => title)).toEqual(['lonely', 'orphan']);
  });

  it('is not taken apart within code', async () => {
    const { notes } = await read('Q: a\nA:\n```\nQ: no\n---\nA: no\n```\n');
    expect(notes.map(({ fields }) => fields)).toEqual([['a', '<pre><code>Q: no\n---\nA: no</code></pre>']]);
  });

  it('with front matter that is no TOML comes in all the same, and says so', async () => {
    const deck = await read('---\nname = Deck A\n---\nQ: a\nA: b');
    expect([deck.notes.length, deck.decks[0]?.name, deck.warnings.map(({ code }) => code)]).toEqual([1, 'Deck A', ['front-matter']]);
    const parted = await read('---\nQ: a\nA: b\n---\nQ: c\nA: d');
    expect([parted.notes.length, parted.warnings]).toEqual([2, []]);
    const yaml = await read('---\ntitle: "Cells"\ntags: [x, y]\n---\nQ: a\nA: b');
    expect([yaml.notes.length, yaml.decks[0]?.name]).toEqual([1, 'Cells']);
  });

  it('is told from prose, tables and SuperMemo texts', async () => {
    const sure = async (name: string, text: string) => await hashcardsReader.recognise(fileOf(name, text));
    expect(await sure('README.md', `# Tool\n\nWhat it does.\n\n## Install\n\nRun it.\n\n- one\n- two\n\n## Questions\n\nQ: Does it work?\nA: Yes.\n`)).toBe(0);
    expect(await sure('Notes.md', '## Title\n**By**: Me\n**Date**: now\n\n---\n\n### Marked\n\n#### Chapter 1\nQ: a\n\nA: b\n\nQ: c\n\nA: d\n\n---\n')).toBeGreaterThan(0.8);
    expect(await sure('a.md', `Q: a\nA:\n${'code\n'.repeat(40)}`)).toBeGreaterThan(0.8);
    expect(await sure('a.md', `---\nauthor = "x"\n---\nQ: a\nA:\n\n${'- a line\n'.repeat(10)}`)).toBeGreaterThan(0.8);
    expect(await sure('a.md', 'Q: a\nA: b\n\nC: the [x]')).toBeGreaterThan(0.9);
    expect(await sure('a.md', 'Q: a\nA: b')).toBeGreaterThan(0.8);
    expect(await sure('a.txt', 'Q: a\nA: b\nA1: c\nI: REP=8 LAP=0')).toBe(0);
    expect(await sure('a.md', `${'Some prose, line by line.\n'.repeat(100)}Q: a\nA: b`)).toBe(0);
    expect(await sure('a.csv', 'Q,A\nx,y')).toBe(0);
  });

  it('is read, or refused in a sentence, whatever the file holds', async () => {
    const piece = fc.constantFrom('Q:', 'A:', 'C:', '[', ']', '\\', '\n', '\n\n', '---\n', '```\n', '![', '](', ')', '$', '*', '<div>', '&', 'x', '{{c1::', '}}', 'name = "x"\n');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(piece, fc.string({ unit: 'binary', maxLength: 5 })), { maxLength: 60 }), async (parts) => {
        const source = fileOf('Deck.md', parts.join(''));
        await hashcardsReader.recognise(source);
        try {
          await hashcardsReader.read(source, READER_CONTEXT, createCollectingSink());
        } catch (thrown) {
          if (!(thrown instanceof AppError)) throw thrown;
        }
      }),
      { numRuns: 200 },
    );
  });

  it('of brackets by the hundred thousand is read all the same', async () => {
    for (const text of ['C: ', '[', '[x](', '![', '\\['].map((part) => `C: [a] ${part.repeat(100_000)}`)) {
      expect((await read(text)).cards.length).toBeGreaterThan(0);
    }
  });

  it.skipIf(!existsSync(SAMPLES))('of the program itself comes in whole', async () => {
    const files = Object.fromEntries(readdirSync(SAMPLES).map((name) => [name, readFileSync(join(SAMPLES, name))]));
    const source = folderOf('hashcards-walkthrough', files);
    expect(await hashcardsReader.recognise(source)).toBeGreaterThan(0.9);
    const collection = await readAll(hashcardsReader, source);
    expect([collection.notes.length, collection.cards.length, collection.decks.length, collection.skipped.length]).toEqual([11, 12, 3, 0]);
  });
});
