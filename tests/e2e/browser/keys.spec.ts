/** The library and the study screen by keyboard alone. */
import type { Page } from '@playwright/test';
import { expect, test } from '../app-fixture.ts';
import { askByRecall } from '../ask-by-recall.ts';

const studyNow = (page: Page) => page.getByRole('button', { name: /^Study now/ });
const showAnswer = (page: Page) => page.getByRole('button', { name: /^Show answer/ });
const toast = (page: Page) => page.getByRole('region', { name: 'Messages' });

test.describe('the library', () => {
  test('makes, renames and deletes a deck, and takes each back', async ({ page }) => {
    await expect(studyNow(page)).toBeFocused();
    await page.keyboard.press('n');
    await expect(page.getByRole('dialog').getByLabel('Name')).toBeFocused();
    await page.keyboard.type('Biology::Cells');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('row', { name: /Cells/ })).toBeVisible();
    await expect(toast(page)).toContainText('is there');

    await page.getByRole('row', { name: /Cells/ }).focus();
    await page.keyboard.press('F2');
    await expect(page.getByRole('dialog').getByLabel('Name')).toBeFocused();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('Organelles');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('row', { name: /Organelles/ })).toBeVisible();

    await page.getByRole('row', { name: /Organelles/ }).focus();
    await page.keyboard.press('Delete');
    await expect(page.getByRole('row', { name: /Organelles/ })).toHaveCount(0);
    for (const name of [/Organelles/, /Cells/]) {
      await page.keyboard.press('Control+Z');
      await expect(page.getByRole('row', { name })).toBeVisible();
    }
    await page.keyboard.press('Control+Shift+Z');
    await expect(page.getByRole('row', { name: /Organelles/ })).toBeVisible();
  });

  test('says beside the field when a name is taken', async ({ page }) => {
    await expect(studyNow(page)).toBeFocused();
    await page.keyboard.press('n');
    await expect(page.getByRole('dialog').getByLabel('Name')).toBeFocused();
    await page.keyboard.type('Manager versus leader');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog').getByLabel('Name')).toHaveAttribute('aria-invalid', 'true');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });

  test('finds commands and decks in the palette, and lists the keys', async ({ page }) => {
    await expect(studyNow(page)).toBeFocused();
    await page.keyboard.press('Control+K');
    await page.keyboard.type('settings');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(studyNow(page)).toBeVisible();
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog')).toContainText('Undo');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });
});

test.describe('studying', () => {
  test('grades, undoes, flags, buries and suspends, each by one key', async ({ page }) => {
    await expect(studyNow(page)).toBeFocused();
    await askByRecall(page);
    await page.keyboard.press('Enter');
    await expect(showAnswer(page)).toBeVisible();
    await page.keyboard.press('Space');
    for (const name of [/^Again/, /^Hard/, /^Good/, /^Easy/]) await expect(page.getByRole('button', { name })).toContainText(/min|\d+ ?d/);
    await page.keyboard.press('1');
    await expect(page.getByText('1 learning')).toBeVisible();
    await page.keyboard.press('u');
    await expect(page.getByText('20 new')).toBeVisible();
    await expect(page.getByText('0 learning')).toBeVisible();

    await page.keyboard.press('f');
    await expect(page.getByRole('button', { name: /^Flag: / })).toBeVisible();
    await page.keyboard.press('b');
    await expect(toast(page)).toContainText('Buried');
    await page.keyboard.press('s');
    await expect(toast(page)).toContainText('Suspended');
    await page.keyboard.press('Escape');
    await expect(studyNow(page)).toBeVisible();
  });

  test('edits the note that is asked and comes back to it', async ({ page }) => {
    await expect(studyNow(page)).toBeFocused();
    await askByRecall(page);
    await page.keyboard.press('Enter');
    await expect(showAnswer(page)).toBeVisible();
    const card = page.frameLocator('iframe').first().locator('body');
    const asked = await card.textContent();
    await page.keyboard.press('e');
    await expect(page.getByRole('heading', { name: /Edit/ })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(showAnswer(page)).toBeVisible();
    expect(await card.textContent()).toBe(asked);
  });

  test('takes the same keys while the card itself has the focus', async ({ page }) => {
    await expect(studyNow(page)).toBeFocused();
    await askByRecall(page);
    await page.keyboard.press('Enter');
    await expect(showAnswer(page)).toBeVisible();
    await page.frameLocator('iframe').first().locator('body').click();
    await page.keyboard.press('Space');
    await expect(page.getByRole('button', { name: /^Good/ })).toBeVisible();
    await page.frameLocator('iframe').first().locator('body').click();
    await page.keyboard.press('4');
    await expect(page.getByText('19 new')).toBeVisible();
  });
});

test('writing a note by keyboard adds its cards, and what was begun survives a reload', async ({ page }) => {
  await expect(studyNow(page)).toBeFocused();
  await page.keyboard.press('a');
  const front = page.getByRole('textbox', { name: 'Front' });
  await expect(front).toBeFocused();
  await page.keyboard.type('What is a draft?');
  await expect(page.getByText('What is a draft?').first()).toBeVisible();
  await page.waitForTimeout(1200);
  await page.reload();
  await expect(front).toContainText('What is a draft?');
  await page.getByRole('textbox', { name: 'Back' }).focus();
  await page.keyboard.type('Work that is kept.');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/^Added, 1 card/)).toBeVisible();
  await expect(front).toHaveText('');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('row', { name: /Manager versus leader/ })).toContainText('20');
});
