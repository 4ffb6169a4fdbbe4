import { describe, expect, it, vi } from 'vitest';
import type { StudyCard, StudyExtra, StudyView } from '../../../src/contract/study.ts';
import type { CardId, DeckId, NoteId } from '../../../src/core/ids.ts';
import type { Question } from '../../../src/core/quiz/model.ts';
import { explainExtra } from '../../../src/renderer/features/study/explain-extra.ts';
import { StudySession } from '../../../src/renderer/features/study/study-session.svelte.ts';
import { createFakeBackend, settle, type Answers } from '../edit/fake-backend.ts';
import { leader, manager, questionOf, set, three } from './questions.ts';

const deckId = 1 as DeckId;

function makeCard(id: number, question: Question | null): StudyCard {
  const side = { html: 'front', sounds: [] };
  return {
    cardId: id as CardId,
    noteId: id as NoteId,
    deckId,
    deckName: 'Deck',
    state: 'new',
    flag: 0,
    reviewCount: 0,
    rendered: { question: side, answer: side, css: '', typedAnswer: null, hasScripts: false } as unknown as StudyCard['rendered'],
    outcomes: [],
    question,
    set: question === null ? null : set,
  };
}

const makeView = (parts: Partial<StudyView>): StudyView => ({
  deckName: 'Deck',
  current: null,
  upcoming: null,
  extra: null,
  counts: { new: 2, learning: 0, due: 0 },
  nextDueAtMillis: null,
  ...parts,
});

const trial: StudyExtra = { id: 'trial-1', kind: 'trial', set, question: questionOf('side-by-side') };

async function open(answers: Answers, asksCertainty = false) {
  const backend = createFakeBackend(answers);
  const tell = vi.fn();
  let ticks = 0;
  const session = new StudySession({ client: backend.client, deckId, nowMillis: () => 0, ticks: () => (ticks += 100), asksCertainty: () => asksCertainty, tell });
  await session.open();
  await settle();
  return { ...backend, session, tell };
}

describe('a due card with a question', () => {
  const asked = makeCard(1, questionOf('sort'));

  it('is revealed by its answer, and right suggests Good', async () => {
    const { session } = await open({ 'study.view': () => makeView({ current: asked }) });
    expect(session.phase).toBe('question');
    session.run?.respond({ mode: 'sort', side: leader });
    expect(session.phase).toBe('answer');
    expect(session.suggestedRating).toBe(3);
  });

  it('sends what was answered and how certain it was with the grade, which may be adjusted', async () => {
    const { session, callsOf } = await open({ 'study.view': () => makeView({ current: asked }), 'study.grade': () => makeView({ current: makeCard(2, null) }) }, true);
    session.run?.respond({ mode: 'sort', side: manager });
    expect(session.phase).toBe('question');
    session.run?.sayCertainty('sure');
    expect(session.suggestedRating).toBe(1);
    session.grade(2);
    await settle();
    expect(callsOf('study.grade')).toMatchObject([{ cardId: 1, rating: 2, response: { mode: 'sort', side: manager }, certainty: 'sure' }]);
    expect(session.card?.cardId).toBe(2);
    expect(session.run).toBeNull();
  });

  it('waits after an error for what comes next, and shows the trial that it raised', async () => {
    const upcoming = makeCard(2, null);
    const { session } = await open({ 'study.view': () => makeView({ current: asked, upcoming }), 'study.grade': () => makeView({ current: upcoming, extra: trial }) });
    session.run?.respond({ mode: 'sort', side: manager });
    session.grade(1);
    expect(session.card).toBeNull();
    await settle();
    expect(session.extra).toEqual(trial);
  });

  it('shows the next card at once when it was right', async () => {
    const upcoming = makeCard(2, null);
    const { session } = await open({ 'study.view': () => makeView({ current: asked, upcoming }), 'study.grade': () => makeView({ current: upcoming }) });
    session.run?.respond({ mode: 'sort', side: leader });
    session.grade(3);
    expect(session.card?.cardId).toBe(2);
    await settle();
  });
});

describe('a trial before the card', () => {
  it('is answered once, and then the card is asked', async () => {
    const card = makeCard(1, null);
    const { session, callsOf } = await open({
      'study.view': () => makeView({ current: card, extra: trial }),
      'study.answer-extra': () => makeView({ current: card }),
    });
    expect(session.extra?.id).toBe('trial-1');
    session.answerExtra();
    expect(callsOf('study.answer-extra')).toEqual([]);
    session.extraRun?.respond({ mode: 'side-by-side', texts: ['a', 'b', 'c'], verdicts: [null, null, null] });
    session.answerExtra();
    session.answerExtra();
    await settle();
    expect(callsOf('study.answer-extra')).toMatchObject([{ extraId: 'trial-1', response: { mode: 'side-by-side', texts: ['a', 'b', 'c'] }, certainty: null }]);
    expect(session.extra).toBeNull();
    expect(session.card?.cardId).toBe(1);
    expect(session.phase).toBe('question');
  });

  it('says why it is there', () => {
    expect(explainExtra(trial)).toBe('You mixed up manager and leader twice: here they are side by side.');
    expect(explainExtra({ kind: 'pair', set })).toBe('Telling manager and leader apart is due.');
    expect(explainExtra({ kind: 'pair', set: three })).toBe('Telling these apart is due.');
  });
});
