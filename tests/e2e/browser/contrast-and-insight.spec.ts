/** From a deck without concepts to practice of one mix-up: a set is made, its table typed, practised, and the map read, by keyboard. */
import type { Page } from '@playwright/test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '../app-fixture.ts';
import { findAccessibilityIssues } from '../find-accessibility-issues.ts';

let folder: string;
let deckFile: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'versus-e2e-words-'));
  deckFile = join(folder, 'words.tsv');
  writeFileSync(deckFile, ['raise\tto lift something up', 'rise\tto go up by itself', 'principal\tthe head of a school', 'principle\ta rule that one lives by'].join('\n'));
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Calls the backend as the window does. */
async function call<Value>(page: Page, name: string, input: unknown): Promise<Value> {
  return page.evaluate(
    async ([operation, given]) => {
      const reply = await fetch('/api/call', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name: operation, input: given }) });
      const envelope = (await reply.json()) as { ok: boolean; value: unknown; error?: { message: string } };
      if (!envelope.ok) throw new Error(envelope.error?.message);
      return envelope.value;
    },
    [name, input] as const,
  ) as Promise<Value>;
}

async function importWords(page: Page): Promise<void> {
  await page.keyboard.press('i');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: /^Choose files/ }).press('Enter');
  await (await chooser).setFiles(deckFile);
  await expect(page.getByRole('region', { name: 'Preview of words.tsv' })).toContainText('4 notes');
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: 'Import report' }).waitFor();
}

async function goTo(page: Page, hash: string): Promise<void> {
  await page.evaluate((target) => {
    window.location.hash = target;
  }, hash);
}

async function deckIdOf(page: Page, name: string): Promise<number> {
  const overview = await call<{ decks: { id: number; name: string }[] }>(page, 'library.overview', {});
  return overview.decks.find((deck) => deck.name === name)?.id ?? 0;
}

test('an imported deck gets a concept set, three rows are typed, practice is done, and the map shows what was mixed up', async ({ page }) => {
  await importWords(page);
  const overview = await call<{ decks: { id: number; name: string }[] }>(page, 'library.overview', {});
  const deck = overview.decks.find(({ name }) => name !== 'Manager versus leader');
  await goTo(page, `#/contrast?deck=${deck?.id}`);
  await expect(page.getByRole('heading', { name: /concept set$/ })).toBeVisible();
  expect(await findAccessibilityIssues(page)).toEqual([]);

  await page.keyboard.press('n');
  await expect(page.getByRole('textbox', { name: 'Concept 1', exact: true })).toBeFocused();
  expect(await findAccessibilityIssues(page)).toEqual([]);
  await page.keyboard.type('raise');
  await page.getByRole('textbox', { name: 'Concept 2', exact: true }).fill('rise');
  await page.keyboard.press('Enter');

  await expect(page.getByRole('textbox', { name: 'Dimension, row 1' })).toBeFocused();
  for (const [dimension, first, second] of [
    ['Object', 'needs something that is lifted', 'needs nothing but itself'],
    ['Past', 'raised', 'rose'],
    ['Who acts', 'somebody from outside', 'the thing itself'],
  ] as const) {
    await page.keyboard.type(dimension);
    await page.keyboard.press('Tab');
    await page.keyboard.type(first);
    await page.keyboard.press('Tab');
    await page.keyboard.type(second);
    await page.keyboard.press('Enter');
  }
  await expect(page.getByRole('textbox', { name: 'Dimension, row 4' })).toBeFocused();
  await page.keyboard.press('Control+S');
  await expect(page.getByText('Saved: 3 notes added.')).toBeVisible();
  expect(await findAccessibilityIssues(page)).toEqual([]);

  // What is typed and not saved is there again after a reload.
  await page.getByRole('textbox', { name: 'Dimension, row 4' }).focus();
  await page.keyboard.type('Half a thought');
  await expect(page.getByText('Not saved yet; kept as a draft')).toBeVisible();
  const [set] = await call<{ id: number; concepts: { id: number; label: string }[] }[]>(page, 'conceptSet.list', { deckId: deck?.id });
  await expect.poll(() => call(page, 'draft.get', { key: `contrast:${set?.id}` })).not.toBeNull();
  await page.reload();
  await expect(page.getByText(/This is what you had not saved/)).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Dimension, row 4' })).toHaveValue('Half a thought');
  await page.getByRole('button', { name: 'Show it as saved' }).press('Enter');
  await expect(page.getByRole('textbox', { name: 'Dimension, row 4' })).toHaveValue('');

  // Answers with one lean: everything is taken for the second concept.
  const second = set?.concepts[1]?.id;
  const session = await call<{ sessionId: string; questions: { id: string; mode: string }[] }>(page, 'quiz.start', { setId: set?.id, modes: ['sort'], length: 12, kind: 'practice' });
  for (const question of session.questions) {
    await call(page, 'quiz.answer', { sessionId: session.sessionId, questionId: question.id, response: { mode: 'sort', side: second }, durationMillis: 1000 });
  }

  await page.locator('body').press('m');
  const cell = page.getByRole('gridcell', { name: /^Asked raise, answered rise: \d+ times\. Enter practises this\.$/ });
  await expect(cell).toBeVisible();
  expect(await findAccessibilityIssues(page)).toEqual([]);
  await page.getByRole('combobox', { name: 'Time' }).selectOption('Last 7 days');
  await expect(cell).toBeVisible();
  await page.locator('body').press('t');
  await expect(page.getByRole('table', { name: 'Mix-ups, the most frequent first' })).toContainText('Raise');
  expect(await findAccessibilityIssues(page)).toEqual([]);
  await page.locator('body').press('c');
  await expect(page).toHaveURL(new RegExp(`#/quiz/${set?.id}\\?asked=\\d+&answered=\\d+`));
});

test('confusable pairs of an imported deck are found, taken and dismissed by keys', async ({ page }) => {
  await importWords(page);
  const overview = await call<{ decks: { id: number; name: string }[] }>(page, 'library.overview', {});
  const deck = overview.decks.find(({ name }) => name !== 'Manager versus leader');
  await goTo(page, `#/contrast?deck=${deck?.id}`);
  await page.getByRole('heading', { name: /concept set$/ }).waitFor();
  await page.keyboard.press('f');
  await page.getByRole('button', { name: 'Look for pairs' }).press('Enter');
  const first = page.getByRole('group', { name: /^Proposal 1:/ });
  await expect(first).toBeFocused();
  expect(await findAccessibilityIssues(page)).toEqual([]);
  await page.keyboard.press('a');
  await expect(page.getByText(/are a pair now\.$/)).toBeVisible();
  const sets = await call<{ rows: unknown[] }[]>(page, 'conceptSet.list', { deckId: deck?.id });
  expect(sets).toHaveLength(1);
});

test('a table of 200 rows is typed in without waiting', async ({ page }) => {
  const deckId = await deckIdOf(page, 'Manager versus leader');
  const { setId } = await call<{ setId: number }>(page, 'conceptSet.save', {
    deckId,
    name: 'raise vs rise',
    concepts: [
      { label: 'raise', colour: 'slate', shape: 'square', key: 'a' },
      { label: 'rise', colour: 'amber', shape: 'circle', key: 'i' },
    ],
    allowsBoth: false,
    allowsNeither: false,
  });
  const rows = Array.from({ length: 200 }, (_, index) => ({ dimension: `Use ${index + 1}`, sides: [`raise ${index + 1}`, `rise ${index + 1}`], why: '', sources: '' }));
  await call(page, 'conceptSet.save-rows', { setId, rows });
  await goTo(page, `#/contrast/${setId}`);
  const last = page.getByRole('textbox', { name: 'Rise, row 200' });
  await last.focus();
  await page.keyboard.press('End');
  await page.keyboard.type(' and more');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Dimension, row 201' })).toBeFocused();
  await expect(last).toHaveValue('rise 200 and more');
  await page.keyboard.press('Control+S');
  await expect(page.getByText('Saved: 1 note changed.')).toBeVisible();
});
