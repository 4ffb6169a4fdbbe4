/** Every mode is played by keys alone, checked by axe, and found again in the logs; two confusions raise a side-by-side trial. */
import type { Page } from '@playwright/test';
import Database from 'better-sqlite3';
import { join } from 'node:path';
import type { QuestionMode } from '../../../src/core/quiz/model.ts';
import type { AnsweredChoice } from '../../../src/core/scheduling/model.ts';
import { expect, test } from '../app-fixture.ts';
import { findAccessibilityIssues } from '../find-accessibility-issues.ts';

interface LogRow {
  readonly mode: string;
  readonly correct: number;
  readonly answered: AnsweredChoice;
}

function readLog(libraryDir: string, sql: string): readonly LogRow[] {
  const database = new Database(join(libraryDir, 'library.sqlite'), { readonly: true });
  const rows = database.prepare(sql).all() as { mode: string; correct: number; answered: string }[];
  database.close();
  return rows.map((row) => ({ ...row, answered: JSON.parse(row.answered) as AnsweredChoice }));
}

const readPractice = (libraryDir: string): readonly LogRow[] => readLog(libraryDir, 'SELECT mode, correct, answered FROM practice_log ORDER BY id');

const question = (page: Page) => page.locator('[data-mode]');
const feedback = (page: Page) => page.getByRole('region', { name: 'Feedback' });
const continueButton = (page: Page) => page.getByRole('button', { name: 'Continue' });

/** Starts a practice of one mode by keys, with what was chosen the last time. */
async function startPractice(page: Page, mode: QuestionMode, length: number): Promise<void> {
  await page.evaluate((plan) => localStorage.setItem('versus.practice', JSON.stringify(plan)), { modes: [mode], length, isTimed: false });
  await page.reload();
  await page.getByRole('heading', { level: 1 }).waitFor();
  if (!page.url().includes('#/quiz')) await page.keyboard.press('p');
  await expect(page.getByRole('button', { name: 'Start practice' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(question(page)).toHaveAttribute('data-mode', mode);
}

const answerByKeys: Readonly<Record<QuestionMode, (page: Page) => Promise<void>>> = {
  sort: (page) => page.keyboard.press('ArrowLeft'),
  scenario: (page) => page.keyboard.press('ArrowRight'),
  choose: (page) => page.keyboard.press('1'),
  complete: async (page) => {
    await page.keyboard.type('something else entirely');
    await page.keyboard.press('Enter');
  },
  match: async (page) => {
    const count = await page.locator('[data-left]').count();
    for (let row = 1; row <= count; row += 1) {
      await expect(page.locator(`[data-left="${row - 1}"]`)).toBeFocused();
      await page.keyboard.press('Enter');
      await page.keyboard.press(String(row));
    }
    await expect(page.getByRole('button', { name: /^Check/ })).toBeFocused();
    await page.keyboard.press('Enter');
  },
  'side-by-side': async (page) => {
    const count = await page.getByRole('table').getByRole('textbox').count();
    for (let cell = 0; cell < count; cell += 1) {
      await page.keyboard.type('a few words');
      await page.keyboard.press('Enter');
    }
  },
  why: async (page) => {
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.type('that word says it');
    await page.keyboard.press('Enter');
    await page.keyboard.press('n');
  },
};

const MODES = Object.keys(answerByKeys) as QuestionMode[];

test('each mode is played by keys alone, with nothing for axe to find, and stands in the practice log as it was judged', async ({ page, app }) => {
  test.setTimeout(180_000);
  const judged: { mode: string; isRight: boolean }[] = [];
  for (const mode of MODES) {
    await startPractice(page, mode, 5);
    expect(await findAccessibilityIssues(page)).toEqual([]);
    await answerByKeys[mode](page);
    await expect(continueButton(page)).toBeFocused();
    expect(await findAccessibilityIssues(page)).toEqual([]);
    const verdict = (await feedback(page).textContent()) ?? '';
    judged.push({ mode, isRight: verdict.trim().startsWith('Right.') });
    // The feedback is read already: leaving keeps the answer.
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: 'Start practice' })).toBeVisible();
  }
  await app.stop();
  const rows = readPractice(app.libraryDir);
  expect(rows.map(({ mode, correct }) => ({ mode, isRight: correct === 1 }))).toEqual(judged);
  const answered = (mode: QuestionMode) => rows.find((row) => row.mode === mode)?.answered;
  expect(answered('sort')?.answered).toBe('Manager');
  expect(answered('sort')?.discriminations?.map((one) => one.asked === one.answered)).toEqual([judged[0]?.isRight]);
  expect(answered('scenario')?.answered).toBe('Leader');
  expect(answered('choose')?.discriminations).toHaveLength(1);
  expect(answered('complete')?.answered).toBe('something else entirely');
  expect(answered('why')?.answered).toContain('that word says it');
});

test('an exam says nothing before its end, and its report is kept', async ({ page }) => {
  await startPractice(page, 'sort', 5);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Take an exam' }).press('Enter');
  for (let asked = 1; asked <= 5; asked += 1) {
    await expect(page.getByText(`${asked} of 5`)).toBeVisible();
    await page.keyboard.press('ArrowLeft');
  }
  await expect(page.getByRole('heading', { name: 'Each answer' })).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'You answered: Manager' })).toHaveCount(5);
  expect(await findAccessibilityIssues(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /of 5 right/ }).press('Enter');
  await expect(page.getByRole('heading', { name: 'Each answer' })).toBeVisible();
});

test('a learner who confuses the same two twice finds them side by side in the next study session', async ({ page, app }) => {
  test.setTimeout(120_000);
  const answerAll = async (): Promise<void> => {
    while ((await question(page).count()) > 0) {
      await page.keyboard.press('ArrowLeft');
      await expect(continueButton(page)).toBeFocused();
      await page.keyboard.press('Enter');
      await expect(question(page).or(page.getByRole('heading', { name: /^(Practice done|All of it right)$/ })).first()).toBeVisible();
      await expect(feedback(page)).toHaveCount(0);
    }
  };
  await startPractice(page, 'sort', 20);
  await answerAll();
  const missed = page.getByRole('button', { name: 'Practise what you missed' });
  await expect(missed).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(question(page)).toBeVisible();
  await answerAll();
  await expect(page.getByText('your next study session puts them side by side')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Study now' })).toBeFocused();
  await page.keyboard.press('Enter');

  await expect(page.getByText('You mixed up Manager and Leader twice: here they are side by side.')).toBeVisible();
  await expect(question(page)).toHaveAttribute('data-mode', 'side-by-side');
  expect(await findAccessibilityIssues(page)).toEqual([]);
  await answerByKeys['side-by-side'](page);
  await expect(continueButton(page)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(feedback(page)).toHaveCount(0);
  await app.stop();
  expect(readPractice(app.libraryDir).filter(({ mode }) => mode === 'side-by-side')).toHaveLength(1);
});

test('a young card of a concept set is asked by choosing, and its grade follows from the answer', async ({ page, app }) => {
  await expect(page.getByRole('button', { name: 'Study now' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(question(page)).toHaveAttribute('data-mode', 'choose');
  expect(await findAccessibilityIssues(page)).toEqual([]);
  await page.keyboard.press('1');
  const isRight = ((await feedback(page).textContent()) ?? '').trim().startsWith('Right.');
  const suggested = page.getByRole('button', { name: /as you answered/ });
  await expect(suggested).toBeFocused();
  await expect(suggested).toContainText(isRight ? 'Good' : 'Again');
  expect(await findAccessibilityIssues(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(feedback(page)).toHaveCount(0);
  await app.stop();
  const [row, ...others] = readLog(app.libraryDir, 'SELECT mode, rating AS correct, answered FROM review_log ORDER BY id');
  expect(others).toEqual([]);
  expect(row?.correct).toBe(isRight ? 3 : 1);
  expect(row?.mode).toBe('choose');
  expect(row?.answered.discriminations?.map((one) => one.asked === one.answered)).toEqual([isRight]);
});
