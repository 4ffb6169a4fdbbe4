/** The media folders of CrowdAnki decks that come in together: each file once, and files of the same name but other bytes under names of their own. */

import type { FileBytes } from '../import-sink.ts';
import type { FolderSource } from '../folder-source.ts';

const MEDIA_FOLDER = 'media/';

export interface DeckFile {
  readonly name: string;
  readonly path: string;
}

export interface DeckMedia {
  /** Those of the deck to hand on, which no deck before had. */
  readonly files: readonly DeckFile[];
  /** By the name in the deck's folder, in NFC: the name that its file is handed on under, where that is another. */
  readonly renamed: ReadonlyMap<string, string>;
}

/** For the decks of one source, one after another. */
export function createDeckMediaReader(source: FolderSource): (deckPath: string) => Promise<DeckMedia> {
  const pathByName = new Map<string, string>();

  const nameFor = async (name: string, path: string): Promise<string> => {
    let free = name;
    for (let copy = 2; ; copy += 1) {
      const taken = pathByName.get(free);
      if (taken === undefined || taken === path || (await isSameFile(source, taken, path))) return free;
      free = `${String(copy)}-${name}`;
    }
  };

  return async (deckPath) => {
    const folder = deckPath.slice(0, deckPath.lastIndexOf('/') + 1) + MEDIA_FOLDER;
    const files: DeckFile[] = [];
    const renamed = new Map<string, string>();
    for (const path of source.paths) {
      // CrowdAnki takes the files of the folder itself, and none below it.
      if (!path.startsWith(folder) || path.includes('/', folder.length)) continue;
      const own = path.slice(folder.length).normalize('NFC');
      const name = await nameFor(own, path);
      if (name !== own) renamed.set(own, name);
      if (pathByName.has(name)) continue;
      pathByName.set(name, path);
      files.push({ name, path });
    }
    return { files, renamed };
  };
}

async function isSameFile(source: FolderSource, left: string, right: string): Promise<boolean> {
  return source.sizeBytesOf(left) === source.sizeBytesOf(right) && (await isSameBytes(source.readBytes(left), source.readBytes(right)));
}

/** For files of one size. */
async function isSameBytes(left: FileBytes, right: FileBytes): Promise<boolean> {
  const others = right[Symbol.asyncIterator]();
  let other = new Uint8Array();
  for await (const piece of left) {
    for (let at = 0; at < piece.length; ) {
      if (other.length === 0) {
        const next = await others.next();
        if (next.done === true) return false;
        other = Uint8Array.from(next.value);
        continue;
      }
      const length = Math.min(other.length, piece.length - at);
      for (let index = 0; index < length; index += 1) if (piece[at + index] !== other[index]) return false;
      at += length;
      other = other.subarray(length);
    }
  }
  return true;
}
