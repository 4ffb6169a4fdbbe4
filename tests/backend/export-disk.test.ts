import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { EXPORT_FORMATS } from '../../src/core/formats/format-writer.ts';
import type { ExportFormat } from '../../src/core/formats/format-writer.ts';
import { nameMedia, putMediaBytes } from '../../src/store/media.ts';
import { checksumFirstField, joinFields } from '../../src/store/note-text.ts';
import { openLibrary } from '../../src/store/open-library.ts';
import { makeRandomLibrary } from '../fixtures/random-library.ts';
import { exportFile, readArchiveParts, readZip, startExport } from './export-session.ts';
import { NOW_MILLIS, openImportSession, utcClock } from './import-session.ts';

/** A random library with a picture of so many bytes, which packing does not make smaller. */
function makeLibraryWithPicture(libraryDir: string, sizeBytes: number): void {
  makeRandomLibrary(libraryDir, 20);
  const library = openLibrary({ dir: libraryDir, clock: utcClock });
  const { sha256 } = putMediaBytes(library.mediaDir, randomBytes(sizeBytes));
  nameMedia(library.database, { name: 'large.png', sha256, sizeBytes }, NOW_MILLIS);
  library.close();
}

/** One basic note of so many characters that no packing makes much smaller. */
function makeLibraryWithLongNote(libraryDir: string, length: number): void {
  const library = openLibrary({ dir: libraryDir, clock: utcClock });
  const { database } = library;
  const fields = ['Long', randomBytes(length).toString('base64').slice(0, length)];
  const typeId = database.prepare("SELECT id FROM note_types WHERE name = 'Basic'").pluck().get();
  const deckId = database.prepare("INSERT INTO decks (name, preset_id, created_at_millis, modified_at_millis) VALUES ('Long', (SELECT min(id) FROM presets), 0, 0)").run().lastInsertRowid;
  const noteId = database
    .prepare("INSERT INTO notes (guid, note_type_id, fields, tags, plain_text, first_field_checksum, created_at_millis, modified_at_millis) VALUES ('long', ?, ?, '', 'Long', ?, 0, 0)")
    .run(typeId, joinFields(fields), checksumFirstField('Long')).lastInsertRowid;
  database.prepare('INSERT INTO cards (note_id, ordinal, deck_id, state, position, modified_at_millis) VALUES (?, 0, ?, 0, 1, 0)').run(noteId, deckId);
  library.close();
}

/** A file system of 256 KiB in memory, or null where mounting is not allowed. */
function mountTinyDisk(): string | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null;
  const folder = mkdtempSync(join(tmpdir(), 'versus-disk-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return null;
  }
  onTestFinished(() => {
    execFileSync('umount', [folder]);
  });
  return folder;
}

describe('on a disk that becomes full', () => {
  test.each([
    ['versus-archive', 600_000],
    ['versus-archive', 12_000_000],
    ['colpkg', 600_000],
    ['colpkg', 12_000_000],
  ] as const)('an export (%s with a picture of %i bytes) says so, and leaves the old file whole and nothing else', async (format, pictureBytes) => {
    const disk = mountTinyDisk();
    if (disk === null) return;
    const session = openImportSession(utcClock, (libraryDir) => {
      makeLibraryWithPicture(libraryDir, pictureBytes);
    });
    const path = join(disk, 'old');
    writeFileSync(path, 'the old file');
    const { ended } = await startExport(session, path, { format });
    expect(await ended).toMatchObject({ status: 'failed', error: { code: 'disk-full' } });
    expect(readFileSync(path, 'utf8')).toBe('the old file');
    expect(readdirSync(disk)).toEqual(['old']);
    expect(readdirSync(join(session.libraryDir, 'staging'))).toEqual([]);
  });

  test.each(EXPORT_FORMATS.map((format): [ExportFormat] => [format]))('so does one of nothing but a long text, in each format: %s', async (format) => {
    const disk = mountTinyDisk();
    if (disk === null) return;
    const session = openImportSession(utcClock, (libraryDir) => {
      makeLibraryWithLongNote(libraryDir, 600_000);
    });
    const path = join(disk, 'old');
    writeFileSync(path, 'the old file');
    const { ended } = await startExport(session, path, { format });
    expect(await ended).toMatchObject({ status: 'failed', error: { code: 'disk-full' } });
    expect(readFileSync(path, 'utf8')).toBe('the old file');
    expect(readdirSync(disk)).toEqual(['old']);
  });
});

describe('when the process is killed while it writes', () => {
  test.each([
    ['versus-archive', async (path: string) => expect((await readArchiveParts(path))['notes']).toHaveLength(30)],
    ['obsidian', async (path: string) => expect([...(await readZip(path)).keys()]).toContain('media/large.png')],
    ['csv', (path: string) => expect(readFileSync(path, 'utf8')).toMatch(/\r\n$/)],
  ] as const)('the file is the old one or a new one, whole, and the next export clears up (%s)', async (format, checkWhole) => {
    const session = openImportSession(utcClock, (libraryDir) => {
      makeLibraryWithPicture(libraryDir, 4_000_000);
      if (format === 'csv') makeLibraryWithLongNote(libraryDir, 20_000_000);
    });
    const libraryDir = session.libraryDir;
    await session.backend.close();
    const folder = join(session.folder, 'out');
    mkdirSync(folder);
    const path = join(folder, 'whole');
    writeFileSync(path, 'the old file');
    const script = fileURLToPath(new URL('../fixtures/export-child.ts', import.meta.url));
    let leftBehind = 0;
    for (let round = 0; round < 6; round += 1) {
      const child = spawn(process.execPath, [script, libraryDir, path, format], { stdio: ['ignore', 'pipe', 'inherit'] });
      await once(child.stdout, 'data');
      await setTimeout(round * 40);
      child.kill('SIGKILL');
      await once(child, 'exit');
      leftBehind += readdirSync(folder).length - 1;
      if (readFileSync(path).subarray(0, 3).toString() === 'the') expect(readFileSync(path, 'utf8')).toBe('the old file');
      else await checkWhole(path);
    }
    const later = openImportSession(utcClock, (dir) => {
      makeRandomLibrary(dir, 21);
    });
    await exportFile(later, path, { format: 'versus-archive' });
    expect(readdirSync(folder)).toEqual(['whole']);
    expect(existsSync(path)).toBe(true);
    // Should no round ever have been caught in the middle, this would test nothing.
    expect(leftBehind).toBeGreaterThan(0);
  });
});
