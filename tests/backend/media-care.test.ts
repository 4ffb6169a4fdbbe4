/** Pictures and sounds of an import that was undone: they are told of, and stay while a redo could bring them back. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openImportSession } from './import-session.ts';

test('what an undone import leaves behind is counted, and not deleted while it can be brought back', async () => {
  const session = openImportSession();
  const vault = join(session.folder, 'vault');
  mkdirSync(vault);
  writeFileSync(join(vault, 'a.png'), 'bytes of a');
  writeFileSync(join(vault, 'Deck.md'), '#flashcards/Deck\n\nWhat is it?::![](a.png) ![](gone.png)\n');
  await session.importFile(vault);
  expect(await session.client.call('media.check', {})).toMatchObject({ files: 1, unused: { count: 0 }, missing: [{ name: 'gone.png', uses: 1 }], leftovers: { count: 0 } });
  await session.client.call('undo.undo', {});
  expect(await session.client.call('media.check', {})).toMatchObject({ files: 0, missing: [], leftovers: { count: 1, sizeBytes: 10, heldByBackups: 0, canBeSwept: false } });
  await expect(session.client.call('media.sweep', {})).rejects.toMatchObject({ code: 'conflict' });
  await session.client.call('undo.redo', {});
  expect(await session.client.call('media.check', {})).toMatchObject({ files: 1, leftovers: { count: 0 } });
});

test('unused ones are taken out as one step that can be undone', async () => {
  const session = openImportSession();
  const picture = join(session.folder, 'a.png');
  writeFileSync(picture, Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'));
  const { name } = await session.client.call('media.add', { ticket: session.backend.offerFile(picture) });
  expect(await session.client.call('media.remove-unused', {})).toMatchObject({ count: 1 });
  expect(await session.client.call('media.find', { names: [name] })).toEqual([null]);
  expect((await session.client.call('undo.state', {})).undo).toBe('Remove 1 unused picture or sound');
  await session.client.call('undo.undo', {});
  expect(await session.client.call('media.find', { names: [name] })).toEqual([expect.stringContaining('/media/')]);
});
