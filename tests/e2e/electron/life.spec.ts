/** The desktop app from its first start on: files by command line and by drop, study, a second start, and quitting in the middle of things. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { makeBasicCollection } from '../../fixtures/anki-collection.ts';
import { writeAnkiPackage } from '../../fixtures/anki-package-writer.ts';
import { askByRecall } from '../ask-by-recall.ts';
import { electronProgram, expect, test, type Desktop } from './desktop-app.ts';

const studyNow = (page: Page) => page.getByRole('button', { name: /^Study now/ });

async function gradeOne(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Show answer/ }).waitFor();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: /^Good/ }).waitFor();
  await page.keyboard.press('4');
}

function writeTable(desktop: Desktop, name: string, rows: number): string {
  const path = join(desktop.dir, name);
  writeFileSync(path, ['front,back', ...Array.from({ length: rows }, (_, row) => `word ${row},meaning ${row} of its own`)].join('\n'));
  return path;
}

/** Drops the file's bytes on the window, as a file manager would. */
async function dropFile(page: Page, path: string, name: string): Promise<void> {
  const transfer = await page.evaluateHandle(
    ({ bytes, fileName }) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))], fileName));
      return data;
    },
    { bytes: readFileSync(path).toString('base64'), fileName: name },
  );
  for (const type of ['dragenter', 'dragover', 'drop']) await page.dispatchEvent('body', type, { dataTransfer: transfer });
}

test('the first start has the starter deck, and its first card is one key away', async ({ desktop }) => {
  const { page } = await desktop.launch();
  await expect(page.getByRole('heading', { name: 'Manager versus leader' })).toBeVisible();
  await expect(studyNow(page)).toBeFocused();
  await askByRecall(page);
  await page.keyboard.press('Enter');
  await gradeOne(page);
  await expect(page.getByText('19 new')).toBeVisible();
});

test('what was graded is there at the next start', async ({ desktop }) => {
  const first = await desktop.launch();
  await expect(studyNow(first.page)).toBeFocused();
  await askByRecall(first.page);
  await first.page.keyboard.press('Enter');
  await gradeOne(first.page);
  await expect(first.page.getByText('19 new')).toBeVisible();
  await first.app.close();

  const { page } = await desktop.launch();
  await expect(page.getByRole('row', { name: /Manager versus leader/ }).getByRole('gridcell', { name: '19 new' })).toBeVisible();
});

test('an Anki package that is dropped on the window is imported and studied', async ({ desktop }) => {
  const file = join(desktop.dir, 'greek.apkg');
  await writeAnkiPackage(file, makeBasicCollection(['alpha', 'beta']), { generation: 2 });
  const { page } = await desktop.launch();
  await expect(studyNow(page)).toBeFocused();
  await dropFile(page, file, 'greek.apkg');
  await expect(page.getByRole('region', { name: 'Preview of greek.apkg' })).toContainText('2 notes');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Import report' })).toBeVisible();
  await page.keyboard.press('Enter');
  await gradeOne(page);
  await expect(page.getByText('1 new')).toBeVisible();
});

test('a file named on the command line is offered for import', async ({ desktop }) => {
  const file = writeTable(desktop, 'words.csv', 3);
  const { page } = await desktop.launch([file]);
  await expect(page.getByRole('region', { name: 'Preview of words.csv' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Import report' })).toContainText('3');
});

test('a second start hands its file to the window that is open, and ends', async ({ desktop }) => {
  const file = writeTable(desktop, 'words.csv', 3);
  const { app, page } = await desktop.launch();
  await expect(studyNow(page)).toBeFocused();
  const second = spawn(electronProgram(), desktop.argumentsFor([file]), { stdio: 'ignore' });
  const [status] = (await once(second, 'exit')) as [number | null];
  expect(status).toBe(0);
  await expect(page.getByRole('region', { name: 'Preview of words.csv' })).toBeVisible();
  expect(app.windows()).toHaveLength(1);
});

test('quitting in the middle of an import leaves the library as it was', async ({ desktop }) => {
  const file = writeTable(desktop, 'many.csv', 60_000);
  const first = await desktop.launch([file]);
  await expect(first.page.getByRole('region', { name: 'Preview of many.csv' })).toBeVisible({ timeout: 90_000 });
  await first.page.keyboard.press('Enter');
  await expect(first.page.getByRole('region', { name: 'Import in progress' })).toBeVisible();
  await first.app.close();

  const { page } = await desktop.launch();
  await expect(page.getByRole('row', { name: /Manager versus leader/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /many/ })).toHaveCount(0);
  const check = await page.evaluate(() =>
    (globalThis as unknown as { versus: { call: (name: string, input: object) => Promise<{ ok: boolean; value: { ok: boolean; notes: number } }> } }).versus.call('library.check', {}),
  );
  expect(check).toMatchObject({ ok: true, value: { ok: true, notes: 62 } });
});
