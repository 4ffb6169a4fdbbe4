/** The one thing to do after a sitting. */

import type { StudySummary } from '../../../contract/study.ts';
import type { DeckId } from '../../../core/ids.ts';

export type NextStep =
  | { readonly kind: 'study'; readonly deckId: DeckId; readonly label: string }
  | { readonly kind: 'more-new'; readonly count: number; readonly label: string }
  | { readonly kind: 'leave'; readonly label: string };

const NEW_AT_A_TIME = 10;

/** Another deck that waits comes first, then new cards held back today, then the way back. */
export function chooseNextStep(summary: StudySummary): NextStep {
  if (summary.nextDeck !== null) {
    const label = summary.nextDeck.name.split('::').at(-1) ?? summary.nextDeck.name;
    return { kind: 'study', deckId: summary.nextDeck.deckId, label: `Study “${label}”` };
  }
  if (summary.newHeldBack > 0) {
    const count = Math.min(NEW_AT_A_TIME, summary.newHeldBack);
    return { kind: 'more-new', count, label: count === 1 ? 'Learn one more new card' : `Learn ${count} more new cards` };
  }
  return { kind: 'leave', label: 'Back to decks' };
}
