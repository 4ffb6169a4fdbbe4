/** Pictures and sounds that notes of a folder refer to: finds the files and hands on those that are used, once each. */

import { replaceMediaReferences } from '../../cards/media-references.ts';
import type { FolderSource } from '../folder-source.ts';
import type { ImportSink } from '../import-sink.ts';

export interface FolderMedia {
  /** The HTML with the names under which the files are handed on; `path` is the file that it stands in. References to nothing are left, their folders taken off. */
  readonly take: (html: string, path: string) => string;
  /** Tells the sink every file that was found, in the order of finding. */
  readonly handOn: (sink: ImportSink) => Promise<void>;
}

export function createFolderMedia(source: FolderSource): FolderMedia {
  const byPath = new Map<string, string>();
  const byName = new Map<string, string>();
  for (const path of source.paths) {
    const plain = fold(path);
    byPath.set(plain, path);
    if (!byName.has(nameOf(plain))) byName.set(nameOf(plain), path);
  }
  const pathOf = new Map<string, string>();
  const nameOfPath = new Map<string, string>();

  const find = (reference: string, from: string): string | null => {
    const wanted = fold(reference.replace(/[?#].*$/, '')) || fold(reference);
    const beside = joinPath(from, wanted);
    return (beside === null ? undefined : byPath.get(beside)) ?? byPath.get(wanted.replace(/^(?:\.?\/)+/, '')) ?? byName.get(nameOf(wanted)) ?? null;
  };

  const nameFor = (path: string): string => {
    const known = nameOfPath.get(path);
    if (known !== undefined) return known;
    const plain = nameOf(path);
    let name = plain;
    // Two folders may each have an “image.png” of their own.
    for (let count = 2; pathOf.has(name); count += 1) name = `${String(count)}-${plain}`;
    pathOf.set(name, path);
    nameOfPath.set(path, name);
    return name;
  };

  return {
    take: (html, path) =>
      html.includes('<') || html.includes('[sound:')
        ? replaceMediaReferences(html, (names) => {
            for (const name of names) {
              const found = find(name, path);
              if (found !== null && found !== path) return nameFor(found);
            }
            const first = names[0];
            return first?.includes('/') === true && nameOf(first) !== '' ? nameOf(first) : null;
          })
        : html,
    handOn: async (sink) => {
      let done = 0;
      for (const [name, path] of pathOf) {
        sink.throwIfCancelled();
        await sink.media({ name, bytes: source.readBytes(path), sha1: null });
        done += 1;
        sink.progress('reading-media', done, pathOf.size);
      }
    },
  };
}

function fold(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The reference as seen from the folder of the file, or null when it leads out of everything. */
function joinPath(from: string, reference: string): string | null {
  const levels = fold(from).split('/').slice(0, -1);
  for (const level of reference.split('/')) {
    if (level === '' || level === '.') continue;
    if (level === '..') {
      if (levels.pop() === undefined) return null;
    } else levels.push(level);
  }
  return levels.join('/');
}
