import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ConceptSetId } from '../../../src/core/ids.ts';
import type { App } from '../../../src/renderer/client/app-context.ts';
import InsightScreen from '../../../src/renderer/features/insight/InsightScreen.svelte';
import AppHarness from '../edit/AppHarness.svelte';
import type { Answers } from '../edit/fake-backend.ts';
import { LEADER, makeSet, MANAGER } from '../contrast/samples.ts';
import { BIAS, createInsightBackend, EMPTY_MAP, EXPERIMENT, MAP } from './samples.ts';

afterEach(() => {
  cleanup();
  window.location.hash = '';
});

function open(answers: Answers = {}) {
  const backend = createInsightBackend(answers);
  let app: App | undefined;
  const onclose = vi.fn();
  render(AppHarness, { client: backend.client, screen: InsightScreen, screenProps: { setId: 1 as ConceptSetId, onclose }, onapp: (made: App) => (app = made) });
  return { ...backend, onclose, readScreen: () => app?.router.screen };
}

async function press(key: string): Promise<void> {
  await fireEvent.keyDown(document.activeElement ?? document.body, { key });
}

const WORST = { name: 'quiz', setId: 1, confusion: { asked: MANAGER.id, answered: LEADER.id, dimension: null } };

describe('the confusion map', () => {
  it('says each cell, is walked by arrows, and practises a mix-up with Enter', async () => {
    const { readScreen } = open();
    const cell = await screen.findByRole('gridcell', { name: /^Asked manager, answered leader: 7 times\./ });
    expect(cell.textContent?.trim()).toBe('7');
    expect(cell.tabIndex).toBe(0);
    cell.focus();
    await press('ArrowDown');
    await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Asked leader, answered leader, which is right: 30 times.'));
    await press('Enter');
    expect(readScreen()).toEqual({ name: 'library' });
    await press('ArrowLeft');
    await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toMatch(/^Asked leader, answered manager: 2 times\./));
    await press('Enter');
    expect(readScreen()).toMatchObject({ name: 'quiz', confusion: { asked: LEADER.id, answered: MANAGER.id, dimension: null } });
  });

  it('starts practice of the largest mix-up with C', async () => {
    const { readScreen } = open();
    await screen.findByRole('grid');
    await press('c');
    expect(readScreen()).toMatchObject(WORST);
  });

  it('is a table too, from which each mix-up can be practised', async () => {
    const { readScreen } = open();
    await screen.findByRole('grid');
    await press('t');
    const table = await screen.findByRole('table', { name: 'Mix-ups, the most frequent first' });
    expect(within(table).getAllByRole('row').slice(1).map((row) => row.textContent?.replace(/\s+/g, ' ').trim())).toEqual([
      expect.stringMatching(/^Manager ?Leader ?7 ?26 %/),
      expect.stringMatching(/^Leader ?Manager ?2 ?6 %/),
      expect.stringMatching(/^Leader ?Both ?1 ?3 %/),
    ]);
    expect(screen.getByRole('table', { name: 'Mix-ups by week' })).toBeTruthy();
    await fireEvent.click(within(table).getByRole('button', { name: 'Practise Manager answered as Leader' }));
    expect(readScreen()).toMatchObject(WORST);
  });

  it('narrows to a dimension, and practises it along that dimension alone', async () => {
    const { readScreen } = open();
    await fireEvent.click(await screen.findByRole('button', { name: /^Risk/ }));
    expect(screen.getByRole('gridcell', { name: /^Asked manager, answered leader: 6 times\./ })).toBeTruthy();
    await press('c');
    expect(readScreen()).toMatchObject({ confusion: { asked: MANAGER.id, answered: LEADER.id, dimension: 'Risk' } });
  });

  it('says each week to those who do not see the bars', async () => {
    open();
    expect(await screen.findByText(/6 mix-ups in 24 answers$/)).toBeTruthy();
  });

  it('offers practice when nothing was answered, and the table when there is nothing to practise', async () => {
    const { readScreen } = open({ 'insight.confusions': () => EMPTY_MAP, 'insight.bias': () => [] });
    await fireEvent.click(await screen.findByRole('button', { name: 'Practise now' }));
    expect(readScreen()).toMatchObject({ name: 'quiz', setId: 1, confusion: null });
    cleanup();
    const empty = open({ 'conceptSet.get': () => makeSet({ rows: [] }), 'insight.confusions': () => EMPTY_MAP, 'insight.bias': () => [] });
    await fireEvent.click(await screen.findByRole('button', { name: 'Fill in the table first' }));
    expect(empty.readScreen()).toEqual({ name: 'contrast', setId: 1, deckId: null });
  });

  it('is left with Escape', async () => {
    const { onclose } = open();
    await screen.findByRole('grid');
    await press('Escape');
    expect(onclose).toHaveBeenCalledOnce();
  });
});

describe('a pair', () => {
  it('is spoken of in words first, with the figures behind them', async () => {
    open();
    expect(await screen.findByText('You tell them apart well, but you lean to leader.')).toBeTruthy();
    expect(screen.getByText(/Telling apart \(d′\): 2\.10/)).toBeTruthy();
  });

  it('says how many answers are missing while there are too few', async () => {
    const few = { ...MAP, counts: [[2, 1, 0], [0, 9, 0], [0, 0, 0]] };
    open({ 'insight.confusions': () => few, 'insight.bias': () => [{ ...BIAS, answers: 12, sensitivity: null, criterion: null }] });
    expect(await screen.findByText('Not enough answers yet: manager 3 of 5, leader 5 of 5.')).toBeTruthy();
  });

  it('says how firm its memory is and when it is asked again', async () => {
    const today = Math.floor((Date.now() - new Date().getTimezoneOffset() * 60_000 - 4 * 3_600_000) / 86_400_000);
    open({ 'insight.bias': () => [{ ...BIAS, memory: { stability: 8.6, difficulty: 5, dueDay: today + 3, retrievability: 0.95 } }] });
    expect(await screen.findByText('Getting firm: it holds for about 9 days. It is asked again in 3 days.')).toBeTruthy();
  });

  it('has its memory replayed when somebody wants to know', async () => {
    const { callsOf } = open();
    const summary = await screen.findByText('How well does this memory foretell your answers?');
    expect(callsOf('insight.pair-replay')).toEqual([]);
    const details = summary.closest('details') as HTMLDetailsElement;
    details.open = true;
    await fireEvent(details, new Event('toggle'));
    expect(await screen.findByText(/the pair’s own memory 0\.500, the cards alone/)).toBeTruthy();
  });
});

describe('personal evidence', () => {
  it('is off until it is switched on, and then says so', async () => {
    const { callsOf } = open();
    const control = await screen.findByRole<HTMLInputElement>('switch', { name: 'Find out whether contrast works for you' });
    expect(control.checked).toBe(false);
    await fireEvent.click(control);
    expect(callsOf('insight.set-experiment')).toEqual([{ setId: 1, enabled: true }]);
    expect(await screen.findByText('The comparison has begun; there is nothing to say yet.')).toBeTruthy();
    expect(screen.getByRole('progressbar', { name: 'Days of the comparison' })).toBeTruthy();
  });

  it('gives the difference with its interval when there is enough', async () => {
    open({
      'insight.experiment': () => ({
        ...EXPERIMENT,
        enabled: true,
        daysRunning: 20,
        contrast: { correct: 45, answers: 50 },
        plain: { correct: 39, answers: 50 },
        difference: { value: 0.12, low: -0.03, high: 0.27 },
        sentence: 'Contrast may help you; chance alone could also make this difference.',
      }),
    });
    expect(await screen.findByText('Contrast less plain: 12 percentage points (95 % interval −3 to 27).')).toBeTruthy();
  });
});
