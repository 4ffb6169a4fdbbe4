import { cleanup, fireEvent, render, screen, within } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ConceptSet } from '../../../src/core/contrast/model.ts';
import type { MatchQuestion, Question, QuestionMode } from '../../../src/core/quiz/model.ts';
import type { NoteId } from '../../../src/core/ids.ts';
import { makeChooseByLures, NO_CONCEPT_SET } from '../../../src/core/quiz/ask-by-lures.ts';
import { makeSort } from '../../../src/core/quiz/make-question.ts';
import QuestionView from '../../../src/renderer/shared/quiz/QuestionView.svelte';
import { QuestionRun } from '../../../src/renderer/shared/quiz/question-run.svelte.ts';
import AppHarness from '../edit/AppHarness.svelte';
import { createFakeBackend } from '../edit/fake-backend.ts';
import { leader, manager, questionOf, rows, set, three } from './questions.ts';

beforeEach(() => {
  // happy-dom lays nothing out.
  Element.prototype.scrollIntoView = vi.fn();
});
afterEach(cleanup);

interface Showing {
  readonly run: QuestionRun;
  readonly oncontinue: ReturnType<typeof vi.fn>;
}

async function show(question: Question, options: { asksCertainty?: boolean; showsFeedback?: boolean; set?: ConceptSet } = {}): Promise<Showing> {
  let millis = 0;
  const run = new QuestionRun({
    question,
    set: options.set ?? set,
    asksCertainty: options.asksCertainty ?? false,
    showsFeedback: options.showsFeedback ?? true,
    readMillis: () => (millis += 1500),
  });
  const oncontinue = vi.fn();
  render(AppHarness, { client: createFakeBackend({}).client, screen: QuestionView as never, screenProps: { run, oncontinue } });
  await tick();
  return { run, oncontinue };
}

/** Presses the key where the focus is. */
async function press(key: string): Promise<void> {
  await fireEvent.keyDown(document.activeElement ?? document.body, { key, code: '' });
  await tick();
}

async function typeAndEnter(text: string): Promise<void> {
  const field = document.activeElement;
  if (!(field instanceof HTMLTextAreaElement)) throw new Error('the focus is not in a field');
  await fireEvent.input(field, { target: { value: text } });
  await press('Enter');
}

const feedback = () => screen.getByRole('region', { name: 'Feedback' });

describe('every mode', () => {
  const answers: Readonly<Record<QuestionMode, () => Promise<void>>> = {
    sort: () => press('ArrowRight'),
    scenario: () => press('ArrowRight'),
    choose: async () => press(String(('solutionIndex' in chooseQuestion ? chooseQuestion.solutionIndex : 0) + 1)),
    complete: () => typeAndEnter('accepts risk and tries new things'),
    match: async () => {
      await pairAll(matchQuestion);
      (document.activeElement as HTMLElement).click();
      await tick();
    },
    'side-by-side': async () => {
      if (besideQuestion.mode !== 'side-by-side') throw new Error('not side by side');
      for (const { row, column } of besideQuestion.hidden) await typeAndEnter(besideQuestion.rows[row]?.cells[column] ?? '');
    },
    why: async () => {
      (document.activeElement as HTMLElement).click();
      await tick();
      screen.getByRole('button', { name: /^Compare/ }).click();
      await tick();
      await tick();
      await press('y');
    },
  };
  const chooseQuestion = questionOf('choose');
  const matchQuestion = questionOf('match') as MatchQuestion;
  const besideQuestion = questionOf('side-by-side');
  const questions: Partial<Record<QuestionMode, Question>> = { choose: chooseQuestion, match: matchQuestion, 'side-by-side': besideQuestion };

  it.each(Object.keys(answers) as QuestionMode[])('%s is answered by keys, says the verdict in words and waits on Continue', async (mode) => {
    const { run, oncontinue } = await show(questions[mode] ?? questionOf(mode));
    await answers[mode]();
    expect(run.phase).toBe('feedback');
    expect(run.marked?.feedback.correct).toBe(true);
    expect(feedback().textContent).toContain(mode === 'why' ? 'Your reason holds.' : 'Right.');
    expect(screen.getAllByRole('status').some((status) => status.textContent?.includes(run.marked?.feedback.verdict ?? '?'))).toBe(true);
    expect(document.activeElement).toBe(screen.getByRole('button', { name: /^Continue/ }));
    expect(run.durationMillis).toBe(1500);
    expect(oncontinue).not.toHaveBeenCalled();
  });
});

async function pairAll(question: MatchQuestion): Promise<void> {
  for (const [row] of question.rows.entries()) {
    await press(String(row + 1));
    await press(String(question.rightOrder.indexOf(row) + 1));
    await tick();
  }
}

describe('sort', () => {
  it('takes ← for the first concept, → for the second, ↓ for both and a concept’s own letter', async () => {
    for (const [key, side] of [['ArrowLeft', manager], ['ArrowRight', leader], ['ArrowDown', 'both'], ['m', manager], ['L', leader]] as const) {
      const { run } = await show(questionOf('sort'));
      await press(key.toLowerCase() === 'l' ? 'l' : key);
      expect(run.response).toEqual({ mode: 'sort', side });
      cleanup();
    }
  });

  it('says after an error whose it is, why, and where the wrong choice belongs', async () => {
    const { run } = await show(questionOf('sort'));
    await press('ArrowLeft');
    expect(run.marked?.feedback.correct).toBe(false);
    const said = feedback().textContent ?? '';
    for (const part of ['Not manager.', 'belongs to leader', 'because of risk', 'keeps risk low', 'a source']) expect(said).toContain(part);
  });

  it('takes one answer only', async () => {
    const { run } = await show(questionOf('sort'));
    await press('ArrowLeft');
    await press('ArrowRight');
    expect(run.response).toEqual({ mode: 'sort', side: manager });
  });

  it('offers three concepts by letter, the second at the right', async () => {
    const [risk] = rows;
    if (risk === undefined) throw new Error('no row');
    const question = makeSort({ id: 'q', set: three, cardId: null, random: () => 0 }, risk, leader);
    if (question === null) throw new Error('no question');
    const { run } = await show(question, { set: three });
    const labels = within(screen.getByRole('group', { name: 'Whose is it?' })).getAllByRole('button').map((button) => button.textContent?.trim().split(/\s/)[0]);
    expect(labels).toEqual(['Manager', 'Coach', 'Leader', 'Both']);
    await press('c');
    expect(run.response).toEqual({ mode: 'sort', side: 3 });
  });
});

describe('choose', () => {
  it('is walked with the arrows as well', async () => {
    const question = questionOf('choose');
    const { run } = await show(question);
    await press('ArrowDown');
    await press('ArrowDown');
    expect(document.activeElement?.getAttribute('aria-keyshortcuts')).toBe('2');
    (document.activeElement as HTMLElement).click();
    expect(run.response).toEqual({ mode: 'choose', optionIndex: 1 });
  });

  it('asks in a note’s own words where the wrong answers are the note’s own', async () => {
    const place = { id: 'card-1-0', cardId: null, random: () => 0.5 };
    const question = makeChooseByLures(place, { noteId: 1 as NoteId, question: 'Capital of Australia?', answer: 'Canberra', wrongAnswers: ['Sydney'] }, 2);
    if (question === null) throw new Error('nothing to ask');
    const { run } = await show(question, { set: NO_CONCEPT_SET });
    expect(screen.getByRole('heading').textContent).toBe('Capital of Australia?');
    await press(String(question.solutionIndex + 1));
    expect(run.marked?.feedback.correct).toBe(true);
    expect(screen.getByRole('region', { name: 'Feedback' }).textContent).toContain('“Canberra”.');
  });
});

describe('complete', () => {
  it('shows which words differ, and takes the learner’s word for it', async () => {
    const { run } = await show(questionOf('complete'));
    await typeAndEnter('dances all night');
    expect(run.marked?.feedback.correct).toBe(false);
    expect([...document.querySelectorAll('del')].map((word) => word.textContent)).toEqual(['dances', 'all', 'night']);
    expect([...document.querySelectorAll('ins')].map((word) => word.textContent)).toContain('risk');
    await press('y');
    expect(run.settled?.response).toEqual({ mode: 'complete', text: 'dances all night', verdict: 'right' });
    expect(run.marked?.feedback.correct).toBe(true);
    await press('n');
    expect(run.marked?.feedback.correct).toBe(false);
  });

  it('leaves letters and arrows to the field', async () => {
    const { run } = await show(questionOf('complete'));
    for (const key of ['m', 'y', 'n', 'ArrowLeft', '1', ' ']) await press(key);
    expect(run.phase).toBe('asking');
  });
});

describe('match', () => {
  it('takes a pair back with Z and does not check before every row has its partner', async () => {
    const question = questionOf('match') as MatchQuestion;
    const { run } = await show(question);
    await press('1');
    await press('1');
    expect(screen.getByRole('button', { name: /^Check/ })).toHaveProperty('disabled', true);
    await press('z');
    await pairAll(question);
    screen.getByRole('button', { name: /^Check/ }).click();
    expect(run.response).toEqual({ mode: 'match', pairs: question.rows.map((_, row) => row) });
  });
});

describe('side by side', () => {
  it('is a table with named inputs, in which text of the other column is told to belong there', async () => {
    const question = questionOf('side-by-side');
    if (question.mode !== 'side-by-side') throw new Error('not side by side');
    const { run } = await show(question);
    expect(screen.getByRole('columnheader', { name: 'Manager' })).toBeTruthy();
    expect(screen.getByRole('rowheader', { name: 'risk' })).toBeTruthy();
    expect(screen.getByRole('textbox', { name: 'risk, Manager' })).toBe(document.activeElement);
    const swapped = question.hidden.map(({ row, column }) => question.rows[row]?.cells[1 - column] ?? '');
    for (const text of swapped) await typeAndEnter(text);
    expect(feedback().textContent).toContain('belongs in the other column');
    await press('y');
    expect(run.response?.mode === 'side-by-side' && run.response.verdicts[0]).toBe('right');
  });
});

describe('certainty', () => {
  it('is asked before the feedback, by S T G or 1 2 3, and never of the reason', async () => {
    for (const [key, certainty] of [['s', 'sure'], ['2', 'think'], ['g', 'guess']] as const) {
      const { run } = await show(questionOf('sort'), { asksCertainty: true });
      await press('ArrowRight');
      expect(screen.queryByRole('region', { name: 'Feedback' })).toBeNull();
      expect(run.settled).toBeNull();
      await press(key);
      expect(run.settled?.certainty).toBe(certainty);
      expect(feedback()).toBeTruthy();
      cleanup();
    }
  });
});

describe('an exam question', () => {
  it('says nothing to the answer', async () => {
    const { run } = await show(questionOf('sort'), { showsFeedback: false });
    await press('ArrowLeft');
    expect(run.phase).toBe('done');
    expect(run.settled?.response).toEqual({ mode: 'sort', side: manager });
    expect(screen.queryByRole('region', { name: 'Feedback' })).toBeNull();
  });
});

it('a key held down does not leave the feedback', async () => {
  const { oncontinue } = await show(questionOf('sort'));
  await press('ArrowRight');
  await fireEvent.keyDown(document.body, { key: 'Enter', repeat: true });
  expect(oncontinue).not.toHaveBeenCalled();
  await fireEvent.keyDown(document.body, { key: 'Enter' });
  expect(oncontinue).toHaveBeenCalledOnce();
});
