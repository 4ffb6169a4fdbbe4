/** Looking after pictures and sounds at the terminal. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { placeOf, versus } from './terminal.ts';

function countFiles(): number {
  return readdirSync(placeOf('library', 'media'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length;
}

it('lists what is unused and what is missing, and removes the one from library and disk', async () => {
  mkdirSync(placeOf('vault'));
  writeFileSync(placeOf('vault', 'a.png'), 'bytes of a');
  writeFileSync(placeOf('vault', 'b.png'), 'bytes of b');
  const write = (answer: string): void => writeFileSync(placeOf('vault', 'Deck.md'), `#flashcards/Deck\n\nWhat is it?::${answer}\n`);
  write('![](a.png)![](b.png)');
  await versus('import', placeOf('vault'));
  expect(await versus('media')).toEqual({ status: 0, out: '2 pictures and sounds in the library.\nNothing is missing.\nNothing is unused.\n', err: '' });
  write('![](a.png)![](c.png)');
  await versus('import', placeOf('vault'), '--match-by', 'field', '--on-conflict', 'take');
  const listed = await versus('media');
  expect(listed.status).toBe(1);
  expect(listed.out).toMatch(/Missing: 1 file that cards ask for\.\n {2}c\.png\nUnused: 1 file \(0\.0 kB\)\. --remove-unused removes them\.\n {2}b\.png\n/);
  expect(countFiles()).toBe(2);
  const removed = JSON.parse((await versus('media', '--remove-unused', '--json')).out) as { removed: number; swept: { count: number } };
  // The backup of before the second import still needs it.
  expect([removed.removed, removed.swept.count, countFiles()]).toEqual([1, 0, 2]);
  expect(JSON.parse((await versus('media', '--json')).out)).toMatchObject({ files: 1, unused: { count: 0 }, leftovers: { count: 0, heldByBackups: 1 } });
});
