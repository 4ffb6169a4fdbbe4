/** A session's cards in memory: what is still to be asked today, and which comes next. */

import type { CardId } from '../../core/ids.ts';
import type { GatheredQueue, QueuedLearningCard, QueuedMainCard } from '../../store/study-queue.ts';

export interface QueueCounts {
  readonly new: number;
  readonly learning: number;
  readonly due: number;
}

export interface SessionQueue {
  /**
   * The card to ask: a learning card that is due, else the next review or new card, else the learning card that may be shown
   * ahead. Null when there is none. `except` is passed over.
   */
  readonly next: (nowMillis: number, aheadMillis: number, except: CardId | null) => CardId | null;
  readonly has: (cardId: CardId) => boolean;
  readonly remove: (cardId: CardId) => void;
  /** Puts the card first among reviews and new cards. */
  readonly putFirst: (card: QueuedMainCard) => void;
  readonly addLearning: (card: QueuedLearningCard) => void;
  readonly counts: (nowMillis: number, aheadMillis: number) => QueueCounts;
  /** When the next learning card of today is due, or null. */
  readonly nextLearningDue: () => number | null;
}

export function createSessionQueue(gathered: GatheredQueue): SessionQueue {
  let main = new Map(gathered.main.map((card) => [card.cardId, card]));
  /** By the time they are due. */
  const learning = [...gathered.learning];
  const waiting = { new: 0, due: 0 };
  for (const { kind } of main.values()) waiting[kind] += 1;

  const firstLearning = (untilMillis: number, except: CardId | null): CardId | null => {
    for (const card of learning) {
      if (card.dueAtMillis > untilMillis) return null;
      if (card.cardId !== except) return card.cardId;
    }
    return null;
  };
  const firstMain = (except: CardId | null): CardId | null => {
    for (const cardId of main.keys()) if (cardId !== except) return cardId;
    return null;
  };

  return {
    next: (nowMillis, aheadMillis, except) => firstLearning(nowMillis, except) ?? firstMain(except) ?? firstLearning(nowMillis + aheadMillis, except),
    has: (cardId) => main.has(cardId) || learning.some((card) => card.cardId === cardId),
    remove: (cardId) => {
      const card = main.get(cardId);
      if (card !== undefined) {
        waiting[card.kind] -= 1;
        main.delete(cardId);
        return;
      }
      const index = learning.findIndex((candidate) => candidate.cardId === cardId);
      if (index >= 0) learning.splice(index, 1);
    },
    putFirst: (card) => {
      waiting[card.kind] += 1;
      main = new Map([[card.cardId, card], ...main]);
    },
    addLearning: (card) => {
      learning.splice(indexAfter(learning, card.dueAtMillis), 0, card);
    },
    counts: (nowMillis, aheadMillis) => ({ ...waiting, learning: indexAfter(learning, nowMillis + aheadMillis) }),
    nextLearningDue: () => learning[0]?.dueAtMillis ?? null,
  };
}

/** How many of the cards (sorted) are due by that moment, which is where a card due then belongs. */
function indexAfter(learning: readonly QueuedLearningCard[], dueAtMillis: number): number {
  let low = 0;
  let high = learning.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((learning[middle]?.dueAtMillis ?? Infinity) <= dueAtMillis) low = middle + 1;
    else high = middle;
  }
  return low;
}
