/** What was dropped, pasted or chosen, told apart into files and folders; folders can be read file by file. */

import type { FolderToSend } from '../../contract/host-doors.ts';

export interface DroppedItems {
  readonly files: readonly File[];
  readonly folders: readonly FolderToSend[];
}

/** To be called while the event is handled: what it carries is out of reach afterwards. */
export function readDroppedItems(transfer: DataTransfer): DroppedItems {
  const files: File[] = [];
  const folders: FolderToSend[] = [];
  for (const item of transfer.items) {
    const file = item.kind === 'file' ? item.getAsFile() : null;
    if (file === null) continue;
    const entry = item.webkitGetAsEntry();
    if (isFolder(entry)) folders.push({ name: entry.name, entry: file, listFiles: () => listEntries(entry, '') });
    else files.push(file);
  }
  return { files, folders };
}

/** The folder that was chosen by an input for folders, known by its files; null when it has none. */
export function readChosenFolder(files: readonly File[]): FolderToSend | null {
  const [name] = files[0]?.webkitRelativePath.split('/') ?? [];
  if (name === undefined || name === '') return null;
  const listed = files.map((file) => ({ path: file.webkitRelativePath.slice(name.length + 1), file })).filter(({ path }) => !isHidden(path));
  return { name, entry: null, listFiles: () => Promise.resolve(listed) };
}

/** What programs keep for themselves (.git, .obsidian, .DS_Store) holds no cards. */
function isHidden(path: string): boolean {
  return path.split('/').some((level) => level.startsWith('.'));
}

// Not every browser has the classes of entries as values.
function isFolder(entry: FileSystemEntry | null): entry is FileSystemDirectoryEntry {
  return entry?.isDirectory === true;
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

async function listEntries(folder: FileSystemDirectoryEntry, above: string): Promise<{ path: string; file: File }[]> {
  const found: { path: string; file: File }[] = [];
  for (const entry of await readAll(folder)) {
    if (isHidden(entry.name)) continue;
    const path = `${above}${entry.name}`;
    if (isFolder(entry)) found.push(...(await listEntries(entry, `${path}/`)));
    else if (isFile(entry)) found.push({ path, file: await new Promise<File>((resolve, reject) => entry.file(resolve, reject)) });
  }
  return found;
}

/** A reader gives at most a hundred entries at a time, and none when it is through. */
async function readAll(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all;
    all.push(...some);
  }
}
