import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findMedia, listUnnamedMediaFiles, mediaPathOf, mediaUrlOf, nameMedia, putMediaBytes } from '../../src/store/media.ts';
import { NOW_MILLIS, openTemporaryLibrary } from './temporary-library.ts';

const bytes = Buffer.from('a picture');
const sha256 = createHash('sha256').update(bytes).digest('hex');

test('bytes lie under their hash, written once, with nothing half-written beside them', () => {
  const { mediaDir } = openTemporaryLibrary();
  expect(putMediaBytes(mediaDir, bytes)).toEqual({ sha256, isNew: true });
  expect(readFileSync(mediaPathOf(mediaDir, sha256)).equals(bytes)).toBe(true);
  expect(putMediaBytes(mediaDir, bytes)).toEqual({ sha256, isNew: false });
  expect(readdirSync(join(mediaDir, sha256.slice(0, 2)))).toEqual([sha256]);
});

test('a file that was cut short is written anew', () => {
  const { mediaDir } = openTemporaryLibrary();
  putMediaBytes(mediaDir, bytes);
  writeFileSync(mediaPathOf(mediaDir, sha256), 'a pic');
  expect(putMediaBytes(mediaDir, bytes)).toEqual({ sha256, isNew: true });
  expect(readFileSync(mediaPathOf(mediaDir, sha256)).equals(bytes)).toBe(true);
});

test('a name is found in either Unicode form and its address is safe to stand in a page', () => {
  const library = openTemporaryLibrary();
  library.write('Name', () => nameMedia(library.database, { name: 'Ka\u0308se #1?.png', sha256, sizeBytes: bytes.length }, NOW_MILLIS));
  expect(findMedia(library.database, 'Käse #1?.png')?.sha256).toBe(sha256);
  expect(mediaUrlOf(library.database, 'Ka\u0308se #1?.png')).toBe(`/media/${sha256}/K%C3%A4se%20%231%3F.png`);
  expect(mediaUrlOf(library.database, 'other.png')).toBeNull();
});

test('files that no name points to are listed', () => {
  const library = openTemporaryLibrary();
  const named = putMediaBytes(library.mediaDir, bytes);
  const unnamed = putMediaBytes(library.mediaDir, Buffer.from('left over'));
  library.write('Name', () => nameMedia(library.database, { name: 'a.png', sha256: named.sha256, sizeBytes: bytes.length }, NOW_MILLIS));
  expect(listUnnamedMediaFiles(library.database, library.mediaDir)).toEqual([mediaPathOf(library.mediaDir, unnamed.sha256)]);
});
