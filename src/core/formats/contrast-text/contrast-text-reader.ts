/** The contrast text among the other formats. */

import type { FormatReader } from '../format-reader.ts';
import { importContrastText } from './import-contrast-text.ts';
import { looksLikeContrastText } from './read-contrast-text.ts';

/** Reads a single file; its first line says what it is. */
export const contrastTextReader: FormatReader = {
  format: 'contrast-text',
  recognise: async (source) => {
    const [path, ...others] = source.paths;
    return path !== undefined && others.length === 0 && looksLikeContrastText(await source.readHead(path)) ? 1 : 0;
  },
  read: async (source, _context, sink) => {
    for (const path of source.paths) importContrastText(await source.readText(path), sink);
  },
};
