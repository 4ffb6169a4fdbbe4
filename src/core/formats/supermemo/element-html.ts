/** The text of SuperMemo's elements as HTML: what its HTML components hold, and its plain ones. */

import { decodeEntities } from '../../cards/html-entities.ts';
import { textToHtml } from '../plain-text.ts';

const TAG = /<\/?[a-z][a-z0-9]*(?:\s[^<>]*)?\/?>/i;
/** HTML that was escaped once more on its way into the file. */
const ESCAPED_TAG = /&lt;\/?(?:b|i|u|br|p|div|span|font|sub|sup|img|table|tr|td|ul|ol|li|h[1-6]|a)\b.*?&gt;/is;

/** Text without any element is plain: its line ends are kept and its signs escaped. */
export function elementTextToHtml(text: string): string {
  const trimmed = text.trim();
  if (TAG.test(trimmed)) return trimmed.replace(/<\/?(?:html|body)\b[^<>]*>/gi, '').trim();
  if (ESCAPED_TAG.test(trimmed)) return elementTextToHtml(decodeEntities(trimmed));
  return textToHtml(decodeEntities(trimmed));
}

/** The file's own name, of a path on a disk that is not here. */
export function fileNameOf(path: string): string {
  return path.trim().split(/[/\\]/).at(-1) ?? '';
}
