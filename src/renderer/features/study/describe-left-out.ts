/** What a card could not show, in one sentence, so that a gap in it explains itself. */

import type { CardReport } from '../../shared/card/card-view.ts';

/** Null when everything is there. Names one missing file; more of them are counted. */
export function describeLeftOut({ remote, missingMedia }: Pick<CardReport, 'remote' | 'missingMedia'>): string | null {
  const parts: string[] = [];
  const [first] = missingMedia;
  if (first !== undefined) {
    parts.push(missingMedia.length === 1 ? `The file “${first}” did not come with the deck.` : `${missingMedia.length} files of this card did not come with the deck.`);
  }
  if (remote.length > 0) parts.push('A part of this card lies on the internet and is not loaded.');
  return parts.length === 0 ? null : parts.join(' ');
}
