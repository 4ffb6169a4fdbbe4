/** What the desktop window may ask of its host: where to save, a PDF, a folder by its place; and that no other page may. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { expect, test } from './desktop-app.ts';

const studyNow = (page: Page) => page.getByRole('button', { name: /^Study now/ });

/** Answers the system's dialog for saving, which tests cannot reach; null as when it is dismissed. */
async function answerSaveDialog(app: ElectronApplication, path: string | null): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: filePath === null, filePath: filePath ?? '' });
  }, path);
}

test('an export is written where the dialog says, whole, and over what stood there', async ({ desktop }) => {
  const { app, page } = await desktop.launch();
  const path = join(desktop.dir, 'Mein Stapel.apkg');
  writeFileSync(path, 'older');
  await expect(studyNow(page)).toBeFocused();
  await page.keyboard.press('e');
  // The one that a desktop window of any age can write.
  await page.getByLabel('Anki package for older versions').check();
  const button = page.getByRole('button', { name: /^Export \d+ notes/ });
  await expect(button).toBeEnabled();

  await answerSaveDialog(app, null);
  await page.keyboard.press('Enter');
  await expect(button).toBeEnabled();
  expect(readFileSync(path, 'utf8')).toBe('older');

  await answerSaveDialog(app, path);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Export report' })).toContainText('Mein Stapel.apkg');
  expect(readFileSync(path).subarray(0, 2).toString()).toBe('PK');
  expect(readdirSync(desktop.dir).filter((name) => name.includes('Stapel'))).toEqual(['Mein Stapel.apkg']);
});

test('a sheet becomes a PDF at the place that the dialog says', async ({ desktop }) => {
  const { app, page } = await desktop.launch();
  const path = join(desktop.dir, 'sheet.pdf');
  await answerSaveDialog(app, path);
  await expect(studyNow(page)).toBeFocused();
  await page.evaluate(() => {
    location.hash = '#/sheet';
  });
  await expect(page.getByRole('button', { name: /^Print or save as PDF/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('sheet.pdf is written.')).toBeVisible({ timeout: 30_000 });
  expect(readFileSync(path).subarray(0, 5).toString()).toBe('%PDF-');
});

test('a folder, chosen or dropped, is read where it lies', async ({ desktop }) => {
  const vault = join(desktop.dir, 'My vault');
  mkdirSync(join(vault, 'deep'), { recursive: true });
  writeFileSync(join(vault, 'birds.md'), '#flashcards/birds\n\nRobin::red breast\nWren::small and brown\n');
  writeFileSync(join(vault, 'deep', 'trees.md'), '#flashcards/trees\n\nOak::acorns\n');
  const { page } = await desktop.launch();
  await expect(studyNow(page)).toBeFocused();
  await page.keyboard.press('i');
  await page.getByLabel('Deck folder').first().setInputFiles(vault);
  await expect(page.getByRole('region', { name: /^Preview of/ })).toContainText('3 notes');
  await page.getByRole('button', { name: /^Cancel/ }).click();
  await expect(page.getByRole('button', { name: /^Choose files/ })).toBeVisible();
  // As the system drags it in; a page cannot make such a drop.
  const session = await page.context().newCDPSession(page);
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data: { items: [], files: [vault], dragOperationsMask: 1 } });
  }
  await expect(page.getByRole('region', { name: /^Preview of/ })).toContainText('3 notes');
});

test('no page but the app’s own may ask for anything, and the own page cannot name a place', async ({ desktop }) => {
  const { app, page } = await desktop.launch();
  await expect(studyNow(page)).toBeFocused();
  const named = await page.evaluate(() => {
    const { versus } = globalThis as unknown as { versus: { folderTicket: (file: File, path: string) => Promise<string> } };
    return versus.folderTicket(new File(['x'], 'passwd'), 'etc/passwd').then(
      () => 'taken',
      () => 'refused',
    );
  });
  expect(named).toBe('refused');

  const path = join(desktop.dir, 'stolen.pdf');
  await answerSaveDialog(app, path);
  const answers = await app.evaluate(async ({ app: electronApp, BrowserWindow }) => {
    const window = new BrowserWindow({ show: false, webPreferences: { preload: `${electronApp.getAppPath()}/out/preload/index.cjs`, sandbox: true, contextIsolation: true } });
    await window.loadURL('data:text/html,elsewhere');
    const ask = (call: string): Promise<unknown> => window.webContents.executeJavaScript(`versus.${call}.then(() => 'answered', () => 'refused')`) as Promise<unknown>;
    const said = [];
    for (const call of ["call('library.overview', {})", "fileTicket(new File(['x'], 'a'))", "folderTicket(new File(['x'], 'a'), 'a')", "chooseTarget('a.apkg')", "printPdf('a.pdf')"]) said.push(await ask(call));
    window.destroy();
    return said;
  });
  expect(answers).toEqual(['refused', 'refused', 'refused', 'refused', 'refused']);
  expect(existsSync(path)).toBe(false);
});
