/** A folder of screens and a folder of media, made for a test. */

import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export interface HostFolders {
  readonly rendererDir: string;
  readonly mediaDir: string;
  readonly exportsDir: string;
  /** Stores the bytes as the library does and returns their hash. */
  readonly addMedia: (bytes: string | Uint8Array) => string;
}

export function makeHostFolders(): HostFolders {
  const top = mkdtempSync(join(tmpdir(), 'versus-host-'));
  onTestFinished(() => rmSync(top, { recursive: true, force: true }));
  const rendererDir = join(top, 'renderer');
  const mediaDir = join(top, 'library', 'media');
  mkdirSync(join(rendererDir, 'assets'), { recursive: true });
  const exportsDir = join(top, 'library', 'exports');
  mkdirSync(mediaDir, { recursive: true });
  mkdirSync(exportsDir, { recursive: true });
  writeFileSync(join(top, 'secret.txt'), 'nobody may read this');
  writeFileSync(join(rendererDir, 'index.html'), '<!doctype html><title>Versus</title>');
  writeFileSync(join(rendererDir, 'assets', 'index-abc.js'), 'export {};');
  return {
    rendererDir,
    mediaDir,
    exportsDir,
    addMedia: (bytes) => {
      const hash = createHash('sha256').update(bytes).digest('hex');
      mkdirSync(join(mediaDir, hash.slice(0, 2)), { recursive: true });
      writeFileSync(join(mediaDir, hash.slice(0, 2), hash), bytes);
      return hash;
    },
  };
}
