/** What saving a contrast table did, in a sentence. */

import { countWords } from '../../client/format.ts';
import type { SavedTable } from './table-editor.svelte.ts';

export function describeSaved({ added, updated, deleted }: SavedTable): string {
  const parts = [
    ...(added > 0 ? [`${countWords(added, 'note')} added`] : []),
    ...(updated > 0 ? [`${added > 0 ? updated : countWords(updated, 'note')} changed`] : []),
    ...(deleted > 0 ? [`${added + updated > 0 ? deleted : countWords(deleted, 'note')} deleted`] : []),
  ];
  return parts.length === 0 ? 'Saved; nothing was different.' : `Saved: ${parts.join(', ')}.`;
}
