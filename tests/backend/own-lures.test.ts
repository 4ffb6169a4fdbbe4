/** Wrong answers that came with a deck, from the file to the study screen and the log. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { StudyView } from '../../src/contract/study.ts';
import type { DeckId } from '../../src/core/ids.ts';
import { openImportSession, type ImportSession } from './import-session.ts';

const DECK = 'Q: Capital of Australia?\nA: Canberra\nA1: Sydney\nA2: Melbourne\nA3: Perth\n\nQ: Picture\nA: <img src="a.png">\nA1: x\n\nQ: plain\nA: yes\n';

async function study(deck: string): Promise<{ readonly session: ImportSession; readonly deckId: DeckId; readonly view: StudyView }> {
  const session = openImportSession();
  const path = join(session.folder, 'capitals.txt');
  writeFileSync(path, deck);
  await session.importFile(path);
  const [{ id: deckId } = { id: 0 as DeckId }] = session.query<{ id: DeckId }>("SELECT id FROM decks WHERE name = 'capitals'");
  return { session, deckId, view: await session.client.call('study.view', { deckId }) };
}

describe('a card with wrong answers of its own', () => {
  test('is asked by choosing without any concept set, and logged with what was chosen', async () => {
    const { session, deckId, view } = await study(DECK);
    const { current } = view;
    const question = current?.question;
    if (current === null || question?.mode !== 'choose') throw new Error('not asked by choosing');
    expect(question.prompt).toBe('Capital of Australia?');
    expect(question.options).toHaveLength(2);
    const wrong = question.options[1 - question.solutionIndex]?.text ?? '';
    expect(['Sydney', 'Melbourne', 'Perth']).toContain(wrong);
    expect(current.rendered.answer.html).toContain('Not to be taken for:');
    await session.client.call('study.grade', { deckId, cardId: current.cardId, rating: 1, durationMillis: 900, response: { mode: 'choose', optionIndex: 1 - question.solutionIndex } });
    const [row] = session.query<{ mode: string; answered: string }>('SELECT mode, answered FROM review_log');
    expect(row?.mode).toBe('choose');
    expect(JSON.parse(row?.answered ?? '')).toEqual({ asked: 'Canberra', answered: wrong, correct: false, choices: question.options.map(({ text }) => text) });
  });

  test('is asked the same until it is answered', async () => {
    const { session, deckId, view } = await study(DECK);
    await session.client.call('settings.update', { cardFontPixels: 21 });
    expect((await session.client.call('study.view', { deckId })).current?.question).toEqual(view.current?.question);
  });

  test('is recalled where the answers need more than plain text, as are cards without wrong answers', async () => {
    const { view } = await study(DECK.slice(DECK.indexOf('Q: Picture')));
    expect([view.current?.question, view.upcoming?.question]).toEqual([null, null]);
  });

  test('is recalled where the learner wants all cards to be', async () => {
    const { session, deckId } = await study(DECK);
    await session.client.call('settings.update', { adaptiveModes: false });
    expect((await session.client.call('study.view', { deckId })).current?.question).toBeNull();
  });
});
