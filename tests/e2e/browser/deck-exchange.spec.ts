/** Decks in and out: a pasted list, a dropped and a chosen folder, changes on both sides, an export taken into another library, and a sheet on paper. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect, serveApp, test } from '../app-fixture.ts';
import { findAccessibilityIssues } from '../find-accessibility-issues.ts';

let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'versus-e2e-exchange-'));
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

const studyNow = (page: Page): Locator => page.getByRole('button', { name: /^Study now/ });
const report = (page: Page): Locator => page.getByRole('region', { name: 'Import report' });

/** Pastes a text on the import screen as Ctrl+V does, and imports it with Enter. */
async function importPasted(page: Page, text: string, notes: number): Promise<void> {
  await page.evaluate((pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
  await expect(page.getByRole('button', { name: new RegExp(`^Import ${notes} notes?`) })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(report(page)).toBeVisible();
}

/** The card's own frame runs no script, so the checker cannot look inside. */
const findIssuesOfScreen = (page: Page): Promise<string[]> => findAccessibilityIssues(page, (axe) => axe.setLegacyMode(true).exclude('iframe').options({ iframes: false }));

test('a pasted list becomes cards, and a change on both sides waits for a choice that can be undone', async ({ page }) => {
  await expect(studyNow(page)).toBeFocused();
  await page.keyboard.press('i');
  await importPasted(page, 'la casa\tthe house\nel perro\tthe dog\nel gato\tthe cat', 3);
  await expect(report(page)).toContainText('3 notes added');

  await report(page).getByRole('button', { name: /^el perro/ }).click();
  const back = page.getByRole('textbox', { name: 'Back' });
  await back.click();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('the brown dog');
  await page.keyboard.press('Control+Enter');
  await page.goto(`${new URL(page.url()).origin}/#/import`);
  await page.reload();
  await importPasted(page, 'la casa\tthe house\nel perro\tthe small dog\nel gato\tthe kitty\nel pan\tbread', 4);
  const part = page.getByRole('region', { name: 'Notes to decide' });
  await expect(part).toContainText('1 note was changed both here and in the file');
  await part.getByRole('button', { name: 'Look at them' }).click();
  await expect(part.locator('mark')).toHaveText(['brown ', 'small ']);
  expect(await findIssuesOfScreen(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await findIssuesOfScreen(page)).toEqual([]);
  await part.getByRole('listitem').getByRole('button', { name: 'Take the file’s' }).click();
  await expect(part).toHaveCount(0);
  await expect(report(page)).toBeFocused();
  await expect(page.getByRole('list', { name: 'Notes of the file' })).toContainText('Settled');
  await page.keyboard.press('Control+Z');
  await expect(part).toContainText('1 note was changed both here and in the file');

  await page.getByRole('group', { name: 'Show' }).getByRole('button', { name: /^Added/ }).click();
  await expect(page.getByRole('list', { name: 'Notes of the file' }).getByRole('button')).toHaveText([/el pan/]);
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as text…' }).click();
  expect((await saved).suggestedFilename()).toMatch(/\.txt$/);
});

test('a folder of notes comes in whole, chosen or dropped', async ({ page }) => {
  const vault = join(folder, 'My vault');
  mkdirSync(join(vault, 'deep', '.obsidian'), { recursive: true });
  writeFileSync(join(vault, 'birds.md'), '#flashcards/birds\n\nRobin::red breast\nWren::small and brown\n');
  writeFileSync(join(vault, 'deep', 'trees.md'), '#flashcards/trees\n\nOak::acorns\n');
  writeFileSync(join(vault, 'deep', '.obsidian', 'app.json'), '{}');
  await expect(studyNow(page)).toBeFocused();
  await page.keyboard.press('i');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: /^Choose a folder/ }).click();
  await (await chooser).setFiles(vault);
  await expect(page.getByRole('region', { name: /^Preview of/ })).toContainText('3 notes');
  await page.keyboard.press('Escape');

  const garden = join(folder, 'Garden');
  mkdirSync(join(garden, 'herbs'), { recursive: true });
  writeFileSync(join(garden, 'roses.md'), '#flashcards\n\nRose::thorns\n');
  writeFileSync(join(garden, 'herbs', 'mint.md'), '#flashcards\n\nMint::leaves\n');
  await expect(studyNow(page)).toBeVisible();
  // As the system drags it in; a page cannot make such a drop.
  const session = await page.context().newCDPSession(page);
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data: { items: [], files: [garden], dragOperationsMask: 1 } });
  }
  await expect(page.getByRole('navigation', { name: 'Files' }).getByText('Garden')).toBeVisible();
  await page.getByRole('navigation', { name: 'Files' }).getByText('Garden').click();
  await expect(page.getByRole('region', { name: /^Preview of Garden/ })).toContainText('2 notes');
  expect(await findIssuesOfScreen(page)).toEqual([]);
});

test('an answer that a file calls wrong is offered beside the right one', async ({ page }) => {
  await expect(studyNow(page)).toBeFocused();
  await page.keyboard.press('i');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: /^Choose files/ }).click();
  await (await chooser).setFiles({
    name: 'capitals.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('Q: Which town is the capital of Australia?\nA: Canberra\nA1: Sydney\nA2: Melbourne\n\nQ: Which town is the capital of Canada?\nA: Ottawa\nA1: Toronto\nA2: Montreal\n'),
  });
  await expect(page.getByRole('region', { name: 'Preview of capitals.txt' })).toContainText('2 notes');
  await page.keyboard.press('Enter');
  await report(page).waitFor();
  await page.getByRole('button', { name: /^Study/ }).press('Enter');
  const question = page.locator('[data-mode="choose"]');
  await expect(question).toContainText('capital of Australia');
  await expect(question.getByRole('button', { name: /Canberra/ })).toBeVisible();
  // A new card is asked with few options.
  await expect(question.getByRole('button', { name: /Sydney|Melbourne/ }).first()).toBeVisible();
  expect(await findIssuesOfScreen(page)).toEqual([]);
});

test('an export comes into another library with as many notes and cards', async ({ page, context }) => {
  await expect(studyNow(page)).toBeFocused();
  await page.keyboard.press('e');
  const button = page.getByRole('button', { name: /^Export \d+ notes/ });
  await expect(button).toBeFocused();
  const label = (await button.textContent()) ?? '';
  const notes = Number(/\d+/.exec(label)?.[0]);
  const downloading = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  const file = join(folder, 'all.apkg');
  await (await downloading).saveAs(file);
  await expect(page.getByRole('region', { name: 'Export report' })).toContainText(`${notes} notes`);

  const other = await serveApp(join(folder, 'other-library'), { files: [file] });
  try {
    const there = await context.newPage();
    await there.goto(other.address);
    await expect(there.getByRole('region', { name: /^Preview of all.apkg/ })).toContainText(String(notes));
    await there.keyboard.press('Enter');
    await expect(report(there)).toBeVisible();
    await expect(there.getByRole('region', { name: 'Every note of the file' }).getByRole('button', { name: /^All/ })).toHaveText(`All ${notes}`);
  } finally {
    await other.stop();
  }
});

test('a sheet prints four cards on a page, black on white by night too, with no card on two pages', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(studyNow(page)).toBeFocused();
  await page.keyboard.press('i');
  await importPasted(page, Array.from({ length: 10 }, (_, index) => `zebra ${index}\t${'a rather long answer '.repeat(index * 6)} ${index}`).join('\n'), 10);
  await page.goto(`${new URL(page.url()).origin}/#/sheet?find=zebra`);
  await page.reload();
  await expect(page.locator('tbody tr')).toHaveCount(10);
  await expect(page.getByRole('button', { name: /^Print or save as PDF/ })).toBeFocused();
  const paper = await page.locator('.paper').evaluate((element) => getComputedStyle(element).backgroundColor);
  expect(paper).toBe('rgb(255, 255, 255)');
  await page.emulateMedia({ media: 'print' });
  const ground = await page.evaluate(() => {
    const { backgroundColor, colorScheme } = getComputedStyle(document.documentElement);
    return `${backgroundColor} ${colorScheme}`;
  });
  expect(ground).toBe('rgb(255, 255, 255) light');
  const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1');
  expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(3);
});
