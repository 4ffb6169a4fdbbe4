/** The most beautiful of the ways to write a card in Markdown that is read as it was meant. */

import { MARKDOWN_WAYS } from './write-markdown.ts';
import type { MarkdownWay } from './write-markdown.ts';

/** What `write` gives in the first way that `isReadRight` takes; in the last way if it takes none. */
export function chooseWay(write: (way: MarkdownWay) => string, isReadRight: (text: string) => boolean): string {
  let text = '';
  for (const way of MARKDOWN_WAYS) {
    text = write(way);
    if (isReadRight(text)) return text;
  }
  return text;
}
