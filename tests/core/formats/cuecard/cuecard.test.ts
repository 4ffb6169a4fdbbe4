import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cueCardReader } from '../../../../src/core/formats/cuecard/read-cuecard.ts';
import { resolveNotes } from '../../../fixtures/collecting-sink.ts';
import { fileOf, readAll } from '../../../fixtures/folder-source.ts';

function escapeAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

describe('decks of CueCard', () => {
  it('bring questions and answers', async () => {
    const source = fileOf(
      'blood.wcu',
      '<?xml version="1.0" encoding="utf-8"?>\n<CueCards Version="1">\n<Card Question="Sodium" Answer="133-144 mmol/L" History=""/>\n<Card Question="a&lt;br/&gt;b" Answer="&amp;lt; 5" History="RW"/>\n<Card Question="" Answer=""/><Group><Card Question="in a group" Answer="x"/></Group></CueCards>',
    );
    expect(await cueCardReader.recognise(source)).toBeGreaterThan(0.9);
    const found = await readAll(cueCardReader, source);
    expect(resolveNotes(found).map(({ fields, cards }) => [...fields, cards[0]?.deckName])).toEqual([
      ['Sodium', '133-144 mmol/L', 'blood'],
      ['a<br/>b', '&lt; 5', 'blood'],
      ['in a group', 'x', 'blood'],
    ]);
    expect(found.skipped).toHaveLength(1);
    expect(found.warnings.map(({ code }) => code)).toEqual(['history-left-out']);
  });

  it('keep any text', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 40 }).map((value) => `x${value.replace(/\p{C}|\s/gu, '')}`);
    await fc.assert(
      fc.asyncProperty(text, text, async (question, answer) => {
        const found = await readAll(cueCardReader, fileOf('x.wcu', `<CueCards Version="1"><Card Question="${escapeAttribute(question)}" Answer="${escapeAttribute(answer)}"/></CueCards>`));
        expect(found.notes).toHaveLength(1);
        if (!/[<&]/.test(question)) expect(found.notes[0]?.fields[0]).toBe(question.replaceAll('>', '&gt;'));
      }),
    );
  });

  it('are refused with the line where they are damaged', async () => {
    await expect(readAll(cueCardReader, fileOf('x.wcu', '<CueCards Version="1">\n<Card Question="a'))).rejects.toThrow('damaged at line 2');
  });
});
