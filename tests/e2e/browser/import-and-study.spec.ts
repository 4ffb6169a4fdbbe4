/** The main job: a learner's own Anki deck comes in with its images and is studied to the end, without a pointer. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { makeBasicCollection } from '../../fixtures/anki-collection.ts';
import { writeAnkiPackage, type FixtureMedia } from '../../fixtures/anki-package-writer.ts';
import { expect, test } from '../app-fixture.ts';
import { askByRecall } from '../ask-by-recall.ts';

const fronts = ['alpha', 'beta', 'gamma'];

function crc32(bytes: Buffer): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

/** A 2 × 2 picture in one grey. */
function makePng(grey: number): Uint8Array {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.from([0, 0, 0, 2, 0, 0, 0, 2, 8, 0, 0, 0, 0]);
  const rows = Buffer.from([0, grey, grey, 0, grey, grey]);
  return Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

let folder: string;
let deckFile: string;
test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'versus-e2e-deck-'));
  deckFile = join(folder, 'greek.apkg');
  const collection = makeBasicCollection(fronts);
  const media: FixtureMedia[] = fronts.map((front, index) => ({ name: `${front} 1.png`, bytes: makePng(60 * (index + 1)) }));
  const notes = [...collection.notes].map((note, index) => ({ ...note, fields: [`${fronts[index] ?? ''} <img src="${fronts[index] ?? ''} 1.png">`, note.fields[1] ?? ''] }));
  await writeAnkiPackage(deckFile, { ...collection, notes }, { generation: 3, media });
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('an Anki package of the newest generation comes in with its images and is studied to the end by keyboard alone', async ({ page }) => {
  // The system's dialog has a keyboard of its own; its answer is given here, as soon as it opens.
  page.on('filechooser', (chooser) => void chooser.setFiles(deckFile));
  await expect(page.getByRole('heading', { name: 'Manager versus leader' })).toBeVisible();
  await page.keyboard.press('i');
  await expect(page.getByRole('button', { name: /^Choose files/ })).toBeFocused();
  await page.keyboard.press('Enter');

  const preview = page.getByRole('region', { name: 'Preview of greek.apkg' });
  await expect(preview).toContainText('3 notes');
  await page.keyboard.press('Enter');
  const report = page.getByRole('region', { name: 'Import report' });
  await expect(report).toContainText('3');
  await page.keyboard.press('Enter');

  const card = page.frameLocator('iframe').first();
  const good = page.getByRole('button', { name: /^Good/ });
  const seen = new Set<string>();
  // Two learning steps each; a card that comes back at once is asked again until the session ends.
  for (let answers = 0; answers < 12; answers += 1) {
    const show = page.getByRole('button', { name: /^Show answer/ });
    await expect(show.or(page.locator('section.end'))).toBeVisible();
    if (!(await show.isVisible())) break;
    const image = card.locator('img');
    await expect(image).toBeVisible();
    await expect.poll(() => image.evaluate((element) => (element as HTMLImageElement).naturalWidth)).toBe(2);
    seen.add(((await card.locator('body').textContent()) ?? '').trim().split(/\s/)[0] ?? '');
    await page.keyboard.press('Space');
    await expect(good).toBeVisible();
    await expect(card.locator('body')).toContainText('back of');
    await page.keyboard.press('4');
  }
  expect([...seen].sort()).toEqual(fronts);
  await expect(page.locator('section.end')).toBeVisible();
  await page.keyboard.press('Escape');
  const row = page.getByRole('row', { name: /Things/ });
  await expect(row.getByRole('gridcell', { name: '0 new' })).toBeVisible();
});

test('a grade is there after the window was closed in the middle of a session, and undo brings the card back', async ({ page, openPage }) => {
  await expect(page.getByRole('button', { name: /^Study now/ })).toBeFocused();
  await askByRecall(page);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^Show answer/ }).waitFor();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: /^Good/ }).waitFor();
  await page.keyboard.press('4');
  await expect(page.getByText('19 new')).toBeVisible();
  await page.close();

  const again = await openPage();
  await expect(again.getByRole('row', { name: /Manager versus leader/ }).getByRole('gridcell', { name: '19 new' })).toBeVisible();
  await expect(again.getByRole('button', { name: /^Study now/ })).toBeFocused();
  await again.keyboard.press('Enter');
  await again.getByRole('button', { name: /^Show answer/ }).waitFor();
  await again.keyboard.press('z');
  await expect(again.getByText('20 new')).toBeVisible();
});
