import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ConceptSetDetail } from '../../../src/contract/contrast.ts';
import type { ExamReport } from '../../../src/contract/quiz.ts';
import type { DeckId } from '../../../src/core/ids.ts';
import type { Question } from '../../../src/core/quiz/model.ts';
import type { App } from '../../../src/renderer/client/app-context.ts';
import { formatScreen, parseScreen, type Screen } from '../../../src/renderer/client/router.svelte.ts';
import { DEFAULT_PLAN, readPlan } from '../../../src/renderer/features/quiz/practice-plan.ts';
import QuizScreen from '../../../src/renderer/features/quiz/QuizScreen.svelte';
import AppHarness from '../edit/AppHarness.svelte';
import { createFakeBackend, type Answers } from '../edit/fake-backend.ts';
import { leader, manager, questionOf, rows, set } from './questions.ts';

beforeEach(() => {
  // happy-dom lays nothing out.
  Element.prototype.scrollIntoView = vi.fn();
  localStorage.clear();
});
afterEach(() => {
  cleanup();
  window.location.hash = '';
});

const detail: ConceptSetDetail = { ...set, deckId: 1 as DeckId, deckName: 'Deck', rows, scenarioCount: 0, recentConfusions: 0 };
const questions: readonly Question[] = [questionOf('sort'), { ...questionOf('sort'), id: 'q2' }];
const report: ExamReport = {
  title: 'Manager or leader',
  takenAtMillis: 0,
  correct: 1,
  total: 2,
  byMode: [{ mode: 'sort', correct: 1, total: 2 }],
  byDimension: [{ dimension: 'risk', correct: 1, total: 2 }],
  answers: [
    { prompt: 'accepts risk', given: 'manager', feedback: { correct: false, verdict: 'Not manager.', rightAnswer: 'It belongs to leader.', why: 'because of risk', lureBelongs: null, sources: '' } },
  ],
  durationMillis: 5000,
};

async function open(answers: Answers = {}, props: Record<string, unknown> = {}) {
  const backend = createFakeBackend({
    'conceptSet.list': () => [detail],
    'exam.list': () => [],
    'quiz.start': () => ({ sessionId: 's', set, questions }),
    'quiz.answer': () => ({ feedback: null, raisedTrial: false }),
    'quiz.finish': () => report,
    'undo.undo': () => ({ label: 'Practise' }),
    'settings.get': () => {
      throw new Error('not asked here');
    },
    ...answers,
  });
  let app: App | undefined;
  const view = render(AppHarness, { client: backend.client, screen: QuizScreen as never, screenProps: { setId: null, deckId: null, confusion: null, ...props }, onapp: (made: App) => (app = made) });
  return { ...backend, ...view, readScreen: () => app?.router.screen };
}

async function press(key: string): Promise<void> {
  await fireEvent.keyDown(document.activeElement ?? document.body, { key, code: '' });
}

async function start(): Promise<void> {
  const button = await screen.findByRole('button', { name: /^Start practice/ });
  await waitFor(() => expect(document.activeElement).toBe(button));
  button.click();
  await screen.findByText('1 of 2', { exact: false });
}

async function continueOn(): Promise<void> {
  (await screen.findByRole('button', { name: /^Continue/ })).click();
}

describe('practice', () => {
  it('starts with good defaults, logs each answer as it is left, and ends with one thing to do next', async () => {
    const { callsOf } = await open();
    await start();
    expect(callsOf('quiz.start')).toMatchObject([{ setId: set.id, modes: DEFAULT_PLAN.modes, length: 10, kind: 'practice' }]);
    await press('ArrowRight');
    await continueOn();
    await screen.findByText('2 of 2', { exact: false });
    await press('ArrowLeft');
    await continueOn();
    await screen.findByRole('heading', { name: 'Practice done' });
    expect(callsOf('quiz.answer')).toMatchObject([
      { questionId: 'q1', response: { mode: 'sort', side: leader } },
      { questionId: 'q2', response: { mode: 'sort', side: manager } },
    ]);
    expect(screen.getByText('1 of 2')).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByRole('button', { name: /^Practise what you missed/ }));
    screen.getByRole('button', { name: /^Practise what you missed/ }).click();
    await waitFor(() => expect(callsOf('quiz.start')).toHaveLength(2));
    expect(callsOf('quiz.start')[1]).toMatchObject({ modes: ['sort'], dimensions: ['risk'] });
  });

  it('keeps an answer whose feedback was read when Escape leaves', async () => {
    const { callsOf } = await open();
    await start();
    await press('ArrowLeft');
    await press('Escape');
    await screen.findByRole('button', { name: /^Start practice/ });
    expect(callsOf('quiz.answer')).toHaveLength(1);
  });

  it('takes the last answer back with Z and asks it again', async () => {
    const { callsOf } = await open();
    await start();
    await press('ArrowLeft');
    await continueOn();
    await screen.findByText('2 of 2', { exact: false });
    await press('z');
    await screen.findByText('1 of 2', { exact: false });
    expect(callsOf('undo.undo')).toHaveLength(1);
  });

  it('of a confusion starts at once on it', async () => {
    const confusion = { asked: leader, answered: manager, dimension: 'risk' };
    const { callsOf } = await open({}, { setId: set.id, confusion });
    await screen.findByText('1 of 2', { exact: false });
    expect(callsOf('quiz.start')).toMatchObject([{ setId: set.id, confusion, kind: 'practice' }]);
  });

  it('offers to make a set when there is none', async () => {
    const { readScreen } = await open({ 'conceptSet.list': () => [] });
    (await screen.findByRole('button', { name: 'Make a concept set' })).click();
    expect(readScreen()?.name).toBe('contrast');
  });
});

describe('an exam', () => {
  it('goes from question to question without a word, and ends with its report', async () => {
    const { callsOf } = await open();
    (await screen.findByRole('button', { name: /^Take an exam/ })).click();
    await screen.findByText('1 of 2', { exact: false });
    await press('ArrowLeft');
    await screen.findByText('2 of 2', { exact: false });
    expect(screen.queryByRole('region', { name: 'Feedback' })).toBeNull();
    await press('ArrowRight');
    await screen.findByRole('heading', { name: 'Each answer' });
    expect(callsOf('quiz.answer')).toHaveLength(2);
    expect(callsOf('quiz.finish')).toEqual([{ sessionId: 's' }]);
    expect(document.body.textContent).toContain('because of risk');
  });
});

describe('the address of a quiz', () => {
  it('holds the set and the confusion', () => {
    const screens: Screen[] = [
      { name: 'quiz', setId: set.id, deckId: null, confusion: { asked: leader, answered: 'both', dimension: 'what & why?' } },
      { name: 'quiz', setId: null, deckId: 3 as DeckId, confusion: null },
      { name: 'contrast', setId: null, deckId: null },
      { name: 'insight', setId: set.id },
    ];
    for (const one of screens) expect(parseScreen(formatScreen(one))).toEqual(one);
  });
});

describe('a kept plan', () => {
  it('comes back, and what cannot be read is the default', () => {
    expect(readPlan(JSON.stringify({ modes: ['why', 'sort', 'juggle'], length: 20, isTimed: true }))).toEqual({ modes: ['sort', 'why'], length: 20, isTimed: true });
    for (const text of [null, '', '{', 'null', '3', '{"modes":7}', JSON.stringify({ modes: [], length: -4 })]) expect(readPlan(text)).toEqual(DEFAULT_PLAN);
  });
});
