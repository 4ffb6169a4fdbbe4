import fc from 'fast-check';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../src/core/errors.ts';
import { splitWrongAnswers, WRONG_ANSWERS_NOTE_TYPE } from '../../../../src/core/cards/wrong-answers-note-type.ts';
import { superMemoTextReader } from '../../../../src/core/formats/supermemo/read-supermemo-text.ts';
import { readSuperMemoDate } from '../../../../src/core/formats/supermemo/supermemo-date.ts';
import { resolveNotes } from '../../../fixtures/collecting-sink.ts';
import { MOMENT } from '../../../fixtures/export-source.ts';
import { fileOf, readAll } from '../../../fixtures/folder-source.ts';

const sample = fileURLToPath(new URL('../../../../../shared/decks/files/sm7.txt', import.meta.url));

async function fieldsOf(text: string): Promise<readonly (readonly string[])[]> {
  return (await readAll(superMemoTextReader, fileOf('deck.txt', text))).notes.map(({ fields }) => fields);
}

describe('SuperMemo’s questions and answers', () => {
  it('have as many lines as prefixes, and more without', async () => {
    expect(await fieldsOf('Q: one\r\nQ: two &#33267;\r\nA: 1 < 2\r\nA: & 3\r\n\r\nQ: next\r\nA: a\r\nmore of it\r\n\r\nand a paragraph\r\n')).toEqual([
      ['one<br>two 至', '1 &lt; 2<br>&amp; 3'],
      ['next', 'a<br>more of it<br><br>and a paragraph'],
    ]);
  });

  it('are told apart without blank lines too', async () => {
    expect(await fieldsOf('q: a\na: b\nQ: c\nA: d')).toEqual([['a', 'b'], ['c', 'd']]);
  });

  it('may be numbered, or written out', async () => {
    expect(await fieldsOf('Q1: a\nA1: b\n\nQ2: c\nA2: d\n\nQ3: e\nA3: f\nA4: wrong')).toEqual([['a', 'b'], ['c', 'd'], ['e', 'f', 'wrong']]);
    expect(await fieldsOf('Question: a?\nAnswer: b\n\nQuestion 2: c?\nAnswer 2: d\nmore')).toEqual([['a?', 'b'], ['c?', 'd<br>more']]);
    expect(await fieldsOf('Frage: a?\nAntwort: b')).toEqual([['a?', 'b']]);
    expect(await superMemoTextReader.recognise(fileOf('a.txt', 'Question: a?\nAnswer: b\n\nQuestion: c?\nAnswer: d'))).toBeGreaterThan(0.5);
  });

  it('keep markup where the file is written in it', async () => {
    expect(await fieldsOf('Q: <b>a</b>\nA: b\nA: c\n\nQ: d\nA: e')).toEqual([['<b>a</b>', 'b<br>c'], ['d', 'e']]);
  });

  it('bring their wrong answers', async () => {
    const found = await readAll(superMemoTextReader, fileOf('capitals.txt', 'Q: Capital of Australia?\nA: Canberra\nA1: Sydney\nA2: Melbourne\nA2: (Victoria)\n\nQ: plain\nA: yes\n'));
    expect(resolveNotes(found)).toMatchObject([
      { noteTypeName: WRONG_ANSWERS_NOTE_TYPE.name, fields: ['Capital of Australia?', 'Canberra', 'Sydney<br>Melbourne (Victoria)'] },
      { noteTypeName: 'Basic', fields: ['plain', 'yes'], cards: [{ ordinal: 0, deckName: 'capitals' }] },
    ]);
    expect(splitWrongAnswers(found.notes[0]?.fields[2] ?? '')).toEqual(['Sydney', 'Melbourne (Victoria)']);
  });

  it('say which answer was taken for the right one when all are numbered', async () => {
    const found = await readAll(superMemoTextReader, fileOf('x.txt', 'Q: which?\nA1: this\nA2: that\n'));
    expect(found.notes[0]?.fields).toEqual(['which?', 'this', 'that']);
    expect(found.warnings.map(({ code }) => code)).toEqual(['answer-assumed']);
  });

  it('bring their learning data', async () => {
    const last = new Date((MOMENT.today - 20) * 86_400_000).toISOString().slice(0, 10).split('-');
    const date = `${last[2] ?? ''}.${last[1] ?? ''}.${(last[0] ?? '').slice(2)}`;
    const found = await readAll(
      superMemoTextReader,
      fileOf('x.txt', `Q: a\nA: b\nI: REP=8 LAP=1 EF=3.200 UF=2.370 INT=30 LAST=${date}\nO: 36\n\nQ: c\nA: d\nI: REP=0 LAP=0 EF=2.5 UF=0 INT=0 LAST=0\nO: 0\n\nQ: e\nA: f\nI: REP=1 LAP=2 EF=1,3 UF=2 INT=5 LAST=0\n`),
    );
    expect(found.cards.map(({ schedule }) => schedule)).toMatchObject([
      { state: 'review', dueDay: MOMENT.today + 10, intervalDays: 30, reviewCount: 9, lapseCount: 1 },
      { state: 'new' },
      { state: 'review', intervalDays: 5, dueDay: MOMENT.today },
    ]);
    expect(found.notes.map(({ fields }) => fields[1])).toEqual(['b', 'd', 'f']);
    expect(found.warnings.map(({ code }) => code)).toEqual(['schedule-converted']);
  });

  it('tell what stands outside of every question', async () => {
    const found = await readAll(superMemoTextReader, fileOf('x.txt', 'My deck\nA: lost\n\nQ: a\nA: b\n'));
    expect(found.skipped.map(({ title }) => title)).toEqual(['My deck', 'A: lost']);
    expect(found.notes).toHaveLength(1);
  });

  it('are known by their syntax, and not by one lucky line', async () => {
    const surenessOf = async (text: string, name = 'x.txt'): Promise<number> => await superMemoTextReader.recognise(fileOf(name, text));
    expect(await surenessOf('Q: a\nA: b\nI: REP=8 LAP=0 EF=3.200 UF=2.370 INT=429 LAST=27.01.06\n')).toBeGreaterThan(0.9);
    expect(await surenessOf('Q: a\nA: b\nA1: c\n')).toBeGreaterThan(0.9);
    expect(await surenessOf('Q: a\nA: b\n\nQ: c\nA: d\n')).toBeGreaterThan(0.7);
    expect(await surenessOf('Q: a\nA: b\n\nQ: c\nA: d\n', 'x.md')).toBeLessThan(0.5);
    expect(await surenessOf('Interview\nQ: Why?\nBecause.\nAnd so on.\nA: no\nmore\n')).toBe(0);
    expect(await surenessOf('question\tanswer\na\tb\n')).toBe(0);
    expect(await surenessOf('')).toBe(0);
  });

  it('end in notes or an AppError whatever they hold', async () => {
    const piece = fc.constantFrom('Q: ', 'A: ', 'A1: ', 'A2:', 'I: REP=', 'LAST=1.1.1', 'O: 3', '\n', '\r\n', '\n\n', '<b>', '&#0;', 'x', ' ');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(piece, fc.nat({ max: 0x10ffff }).map((code) => String.fromCodePoint(code))), { maxLength: 25 }), async (pieces) => {
        const text = pieces.join('');
        try {
          const found = await readAll(superMemoTextReader, fileOf('x.txt', text));
          expect(found.cards).toHaveLength(found.notes.length);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(AppError);
        }
      }),
    );
  });

  it.skipIf(!existsSync(sample))('of SuperMemo 7 come in as its own program wrote them', async () => {
    const source = fileOf('sm7.txt', readFileSync(sample));
    expect(await superMemoTextReader.recognise(source)).toBeGreaterThan(0.9);
    const found = await readAll(superMemoTextReader, source);
    expect(found.notes.map(({ fields }) => fields)).toEqual([['1 至<br>2', '1<br>2'], ['1 至<br>3', '1<br>2'], ['1 至<br>4', '1<br>2'], ['5 至', '2']]);
    expect(found.cards.map(({ schedule }) => schedule?.state)).toEqual(['review', 'new', 'review', 'new']);
  });
});

describe('SuperMemo’s dates', () => {
  it('are read as the computer’s country writes them', () => {
    const day = Date.UTC(2006, 0, 27) / 86_400_000;
    expect(['27.01.06', '27.1.2006', '27/01/06', '01/27/06', '27-01-06', '2006-01-27'].map(readSuperMemoDate)).toEqual([day, day, day, day, day, day]);
    expect(readSuperMemoDate('01.02.91')).toBe(Date.UTC(1991, 1, 1) / 86_400_000);
    expect(['0', '', '31.02.06', '99.99.99', 'x'].map(readSuperMemoDate)).toEqual([null, null, null, null, null]);
  });
});
