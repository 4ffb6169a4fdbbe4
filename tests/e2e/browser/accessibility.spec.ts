/** Every screen under the accessibility checker, by day and by night. */
import type { Page } from '@playwright/test';
import { expect, test } from '../app-fixture.ts';
import { askByRecall } from '../ask-by-recall.ts';
import { findAccessibilityIssues } from '../find-accessibility-issues.ts';

const studyNow = (page: Page) => page.getByRole('button', { name: /^Study now/ });

const screens: readonly (readonly [string, (page: Page) => Promise<void>])[] = [
  ['the library', async () => undefined],
  ['a new deck', async (page) => page.keyboard.press('n').then(() => page.getByRole('dialog').waitFor())],
  ['the keys', async (page) => page.keyboard.press('?').then(() => page.getByRole('dialog').waitFor())],
  ['the palette', async (page) => page.keyboard.press('Control+K').then(() => page.getByRole('dialog').waitFor())],
  ['the settings', async (page) => page.keyboard.press('Control+,').then(() => page.getByRole('heading', { name: 'Settings' }).waitFor())],
  [
    'pictures and sounds looked after',
    async (page) => {
      await page.keyboard.press('Control+,');
      await page.getByRole('button', { name: 'Check pictures and sounds' }).click();
      await page.getByRole('button', { name: 'Check again' }).waitFor();
    },
  ],
  ['the import screen', async (page) => page.keyboard.press('i').then(() => page.getByRole('button', { name: /^Choose files/ }).waitFor())],
  [
    'a pasted text',
    async (page) => {
      await page.keyboard.press('i');
      await page.getByRole('button', { name: /^Paste a text/ }).click();
      await page.keyboard.insertText('la casa\tthe house\nel perro\tthe dog');
      await page.getByRole('button', { name: /^Import 2 notes/ }).waitFor();
    },
  ],
  [
    'an import report',
    async (page) => {
      await page.keyboard.press('i');
      await page.getByRole('button', { name: /^Paste a text/ }).click();
      await page.keyboard.insertText('la casa\tthe house\nel perro\tthe dog');
      await page.getByRole('button', { name: /^Import 2 notes/ }).waitFor();
      await page.keyboard.press('Control+Enter');
      await page.getByRole('list', { name: 'Notes of the file' }).getByRole('button').first().waitFor();
    },
  ],
  ['the export screen', async (page) => page.keyboard.press('e').then(() => page.getByRole('button', { name: /^Export \d+ notes/ }).waitFor())],
  [
    'an export report',
    async (page) => {
      await page.keyboard.press('e');
      await page.getByRole('radio', { name: /^Quizlet text/ }).check();
      await page.getByRole('button', { name: /^Export \d+ notes/ }).click();
      await page.getByRole('region', { name: 'Export report' }).getByText(/things were lost$/).click();
      // The next screen begins with what every other begins with.
      await page.evaluate(() => localStorage.clear());
    },
  ],
  [
    'an export that failed',
    async (page) => {
      await page.route('**/api/call', async (route) => {
        const isStart = (route.request().postData() ?? '').includes('"export.start"');
        await (isStart ? route.fulfill({ json: { ok: false, error: { code: 'disk-full', message: 'There is not enough room on the disk.' } } }) : route.fallback());
      });
      await page.keyboard.press('e');
      await page.getByRole('button', { name: /^Export \d+ notes/ }).click();
      await page.getByRole('heading', { name: 'Nothing was written' }).waitFor();
    },
  ],
  [
    'a sheet to print',
    async (page) => {
      await page.goto(`${new URL(page.url()).origin}/#/sheet`);
      await page.reload();
      await page.locator('tbody tr').first().waitFor();
    },
  ],
  ['the editor', async (page) => page.keyboard.press('a').then(() => page.getByRole('textbox', { name: 'Front' }).waitFor())],
  ['the list of notes', async (page) => page.keyboard.press('b').then(() => page.getByRole('searchbox').first().waitFor())],
  [
    'a question',
    async (page) => {
      await askByRecall(page);
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: /^Show answer/ }).waitFor();
    },
  ],
  [
    'an answer',
    async (page) => {
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: /^Show answer/ }).waitFor();
      await page.keyboard.press('Space');
      await page.getByRole('button', { name: /^Good/ }).waitFor();
    },
  ],
];

// Seventeen screens, each loaded and read as a whole.
test.setTimeout(180_000);

for (const scheme of ['light', 'dark'] as const) {
  test(`nothing is found on any screen (${scheme})`, async ({ app, context }) => {
    for (const [name, open] of screens) {
      const page = await context.newPage();
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      await page.goto(app.address);
      await expect(studyNow(page)).toBeFocused();
      await open(page);
      // The card's own frame runs no script, so the checker cannot look inside; the app around it is what is checked.
      const issues = await findAccessibilityIssues(page, (axe) => axe.setLegacyMode(true).exclude('iframe').options({ iframes: false }));
      expect(issues, name).toEqual([]);
      await page.close();
    }
  });
}
