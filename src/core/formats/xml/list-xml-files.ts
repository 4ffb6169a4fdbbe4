/** Finds the XML files of a kind in a folder, by their root element. */

import type { FolderSource } from '../folder-source.ts';
import { readRootName } from './read-xml.ts';

/** Their heads are read; a folder of more XML files than this is no deck. */
const MOST_FILES = 200;

/** A file by itself may have any name; in a folder or archive those with the extension .xml are looked at. */
export async function listXmlFiles(source: FolderSource, rootName: string): Promise<readonly string[]> {
  const candidates = source.paths.length === 1 ? source.paths : source.paths.filter((path) => /\.xml$/i.test(path)).slice(0, MOST_FILES);
  const found: string[] = [];
  for (const path of candidates) if (readRootName(await source.readHead(path)) === rootName) found.push(path);
  return found;
}
