/** Where the app's own files lie, from source and when built: both are two folders below the top. */

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

function findAppRoot(): string {
  let dir = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(dir, 'package.json'))) {
    const above = dirname(dir);
    if (above === dir) throw new Error('the folder of Versus has no package.json');
    dir = above;
  }
  return dir;
}

/** The folder that holds package.json, out/ and resources/. */
export const appRoot = findAppRoot();
/** The built screens. */
export const rendererDir = join(appRoot, 'out', 'renderer');
/** The preload script of the desktop window. */
export const preloadPath = join(appRoot, 'out', 'preload', 'index.cjs');
/** The app's icon for windows. */
export const iconPath = join(appRoot, 'resources', 'icons', 'versus.png');

/** The media folder of a library, as the store lays it out. */
export function mediaDirOf(libraryDir: string): string {
  return join(libraryDir, 'media');
}

/** Where exports of a library wait for their download, as the backend lays it out. */
export function exportsDirOf(libraryDir: string): string {
  return join(libraryDir, 'exports');
}
