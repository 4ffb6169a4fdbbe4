import { describe, expect, it } from 'vitest';
import type { ExportScope } from '../../../src/contract/export.ts';
import type { DeckId } from '../../../src/core/ids.ts';
import { formatScreen, parseScreen } from '../../../src/renderer/client/router.svelte.ts';
import { cutToAnswer } from '../../../src/renderer/features/export/cut-to-answer.ts';
import { MOST_CARDS, SheetCards } from '../../../src/renderer/features/export/sheet-cards.svelte.ts';
import { guessPaper, layOutSheet, writePageRule } from '../../../src/renderer/features/export/sheet-layout.ts';
import { createFakeBackend } from '../edit/fake-backend.ts';
import { makeCard } from '../import/samples.ts';

function cut(html: string): string {
  const template = document.createElement('template');
  template.innerHTML = html;
  cutToAnswer(template.content);
  return template.innerHTML;
}

describe('the answer on a sheet', () => {
  it('is what stands below the line, since the question stands beside it', () => {
    expect(cut('casa<hr id="answer"><b>house</b>')).toBe('<b>house</b>');
    expect(cut('<div class="a">casa<hr id="answer">house</div> more')).toBe('<div class="a">house</div> more');
  });

  it('is the whole side where no line divides it, or nothing stands below the line', () => {
    expect(cut('<b>house</b>')).toBe('<b>house</b>');
    expect(cut('casa, house<hr id="answer"> ')).toBe('casa, house<hr id="answer"> ');
  });

  it('is kept when it is a picture', () => {
    expect(cut('casa<hr id="answer"><img src="/media/x">')).toBe('<img src="/media/x">');
  });
});

describe('a sheet', () => {
  it.each(['a4', 'letter'] as const)('has room for as many cards as were asked for (%s)', (paper) => {
    const height = { a4: 297, letter: 279.4 }[paper];
    expect(layOutSheet(paper, 'four').cardMillimetres * 4 + 24 + 8).toBeLessThan(height);
    expect(layOutSheet(paper, 'five').cardMillimetres * 5 + 24 + 8).toBeLessThan(height);
    expect(layOutSheet(paper, 'list').cardMillimetres).toBe(0);
    expect(writePageRule(paper)).toContain(`size: ${paper === 'a4' ? 'A4' : 'letter'} portrait`);
  });

  it('is for the paper that is usual where the learner lives', () => {
    expect([guessPaper('en-US'), guessPaper('en-GB'), guessPaper('de'), guessPaper('fr-CA')]).toEqual(['letter', 'a4', 'a4', 'letter']);
  });

  it('fetches its cards page by page, and no more than it holds', async () => {
    const { client, callsOf } = createFakeBackend({
      'export.sheet': ({ offset, limit }) => ({ title: 'Spanish', total: 5000, cards: Array.from({ length: limit }, (_, place) => makeCard(`q${offset + place}`, 'a')) }),
    });
    const sheet = new SheetCards();
    await sheet.load(client, { what: 'everything' }, () => true);
    expect(sheet.cards).toHaveLength(MOST_CARDS);
    expect(sheet.isComplete).toBe(true);
    expect(callsOf('export.sheet').map((input) => input.offset).slice(0, 3)).toEqual([0, 100, 200]);
    expect(callsOf('export.sheet')).toHaveLength(MOST_CARDS / 100);
  });

  it('stops asking when it is no longer shown', async () => {
    let isShown = true;
    const { client, callsOf } = createFakeBackend({
      'export.sheet': () => {
        isShown = false;
        return { title: 'Spanish', total: 5000, cards: [makeCard('q', 'a')] };
      },
    });
    const sheet = new SheetCards();
    await sheet.load(client, { what: 'everything' }, () => isShown);
    expect(callsOf('export.sheet')).toHaveLength(1);
    expect(sheet.isComplete).toBe(false);
  });
});

describe('the addresses of exports and sheets', () => {
  const scopes: readonly ExportScope[] = [
    { what: 'everything' },
    { what: 'deck', deckId: 3 as DeckId, withSubdecks: true },
    { what: 'deck', deckId: 3 as DeckId, withSubdecks: false },
    { what: 'search', text: 'tag:a & “b”?', deckId: null },
    { what: 'search', text: '', deckId: 4 as DeckId },
  ];

  it.each(scopes)('hold what goes out: %j', (scope) => {
    for (const name of ['export', 'sheet'] as const) expect(parseScreen(formatScreen({ name, scope }))).toEqual({ name, scope });
  });
});
