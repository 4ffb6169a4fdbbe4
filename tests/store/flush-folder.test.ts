import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { flushFolder } from '../../src/store/flush-folder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'versus-flush-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function writeFiles(count: number): void {
  for (let index = 0; index < count; index += 1) writeFileSync(join(folder, `file${String(index)}`), 'bytes');
}

/** No file that can be flushed by itself: whoever goes through the files one by one stumbles over it. */
function makeObstacle(): void {
  mkdirSync(join(folder, 'obstacle'));
}

describe('flushing a folder', () => {
  it('goes through few files one by one, and says what is the matter with one of them', async () => {
    writeFiles(3);
    await flushFolder(folder);
    makeObstacle();
    await expect(flushFolder(folder, { program: 'true' })).rejects.toThrow('EISDIR');
  });

  it('leaves many files to the system’s own flush', async () => {
    writeFiles(200);
    makeObstacle();
    await flushFolder(folder, { program: 'true' });
  });

  it.each([
    ['fails', 'false'],
    ['is not there', 'no-such-program-anywhere'],
    ['is not known on this system', null],
  ])('goes through many files one by one when the system’s own flush %s', async (_what, program) => {
    writeFiles(200);
    await flushFolder(folder, { program });
    makeObstacle();
    await expect(flushFolder(folder, { program })).rejects.toThrow('EISDIR');
  });

  it('has nothing to do in an empty folder', async () => {
    await flushFolder(folder);
  });
});
