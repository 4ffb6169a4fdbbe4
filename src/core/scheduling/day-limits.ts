/** The day's limits over the tree of decks: what each deck may still show today, by its own limit and those of the decks above. */

import { DECK_SEPARATOR } from '../cards/model.ts';
import type { PresetSettings } from './model.ts';

/** A deck and what was studied in it (not below it) today. */
export interface DeckOfDay {
  readonly name: string;
  readonly preset: PresetSettings;
  readonly newCount: number;
  readonly reviewCount: number;
  /** New cards allowed today beyond the limit. */
  readonly extraNew: number;
}

export interface CardLimits {
  readonly new: number;
  readonly due: number;
}

export type LimitedDeck<Deck extends DeckOfDay> = Deck & {
  /** Index of the deck above in the same list, or null. */
  readonly parent: number | null;
  /** What may still be shown of this deck and those below it, by its own limit alone. */
  readonly ownLeft: CardLimits;
  /** The same, by the limits of the decks above too. */
  readonly left: CardLimits;
};

/**
 * The decks in the order of the tree (parents before children), each with its limits. A card counts against the limit of its
 * deck and of all above it; extra new cards raise the limits of the deck they were allowed for, of those above and below it.
 */
export function limitDecks<Deck extends DeckOfDay>(decks: readonly Deck[]): LimitedDeck<Deck>[] {
  const ordered = decks
    .map((deck) => ({ deck, levels: deck.name.split(DECK_SEPARATOR) }))
    .sort((one, other) => compareLevels(one.levels, other.levels))
    .map(({ deck }) => deck);
  const indexByName = new Map(ordered.map((deck, index) => [deck.name, index]));
  const parents = ordered.map((deck) => parentIndex(deck.name, indexByName));
  const totals = ordered.map((deck) => ({ new: deck.newCount, due: deck.reviewCount, extra: deck.extraNew }));
  for (let index = ordered.length - 1; index >= 0; index -= 1) {
    const total = totals[index];
    const above = totals[parents[index] ?? -1];
    if (total === undefined || above === undefined) continue;
    above.new += total.new;
    above.due += total.due;
    above.extra += total.extra;
  }
  const extraFromAbove: number[] = [];
  const limited: LimitedDeck<Deck>[] = [];
  for (const [index, deck] of ordered.entries()) {
    const parent = parents[index] ?? null;
    const above = parent === null ? undefined : limited[parent];
    const total = totals[index] ?? { new: 0, due: 0, extra: 0 };
    const inherited = parent === null ? 0 : (extraFromAbove[parent] ?? 0) + (above?.extraNew ?? 0);
    extraFromAbove.push(inherited);
    const ownLeft = {
      new: Math.max(0, deck.preset.newPerDay + total.extra + inherited - total.new),
      due: Math.max(0, deck.preset.reviewsPerDay - total.due),
    };
    const left = { new: Math.min(ownLeft.new, above?.left.new ?? Infinity), due: Math.min(ownLeft.due, above?.left.due ?? Infinity) };
    limited.push({ ...deck, parent, ownLeft, left });
  }
  return limited;
}

/**
 * What each deck has to show with the decks below it, from what each has by itself (`own`, same order): sums from the leaves
 * up, bounded by every deck's limit on the way and at last by those of the decks above.
 */
export function sumWithinLimits<Deck extends DeckOfDay>(decks: readonly LimitedDeck<Deck>[], own: readonly CardLimits[]): CardLimits[] {
  const sums = own.map((counts) => ({ ...counts }));
  for (let index = decks.length - 1; index >= 0; index -= 1) {
    const deck = decks[index];
    const sum = sums[index];
    if (deck === undefined || sum === undefined) continue;
    sum.new = Math.min(sum.new, deck.ownLeft.new);
    sum.due = Math.min(sum.due, deck.ownLeft.due);
    const above = sums[deck.parent ?? -1];
    if (above === undefined) continue;
    above.new += sum.new;
    above.due += sum.due;
  }
  return sums.map((sum, index) => ({
    new: Math.min(sum.new, decks[index]?.left.new ?? 0),
    due: Math.min(sum.due, decks[index]?.left.due ?? 0),
  }));
}

/** Gives out the day's cards one by one, against the limits of the card's deck and of all decks above it. */
export function createAllowance<Deck extends DeckOfDay>(decks: readonly LimitedDeck<Deck>[], kind: keyof CardLimits): (deckIndex: number) => boolean {
  const left = decks.map((deck) => deck.ownLeft[kind]);
  return (deckIndex) => {
    for (let index: number | null = deckIndex; index !== null; index = decks[index]?.parent ?? null) {
      if ((left[index] ?? 0) <= 0) return false;
    }
    for (let index: number | null = deckIndex; index !== null; index = decks[index]?.parent ?? null) left[index] = (left[index] ?? 0) - 1;
    return true;
  };
}

const collator = new Intl.Collator('en', { numeric: true });

/** Level by level, numbers by their value; a deck stands before those below it. */
function compareLevels(one: readonly string[], other: readonly string[]): number {
  for (const [index, level] of one.entries()) {
    const against = other[index];
    if (against === undefined) return 1;
    const order = collator.compare(level, against) || (level < against ? -1 : Number(level > against));
    if (order !== 0) return order;
  }
  return one.length - other.length;
}

/** The nearest level above that is a deck. */
function parentIndex(name: string, indexByName: ReadonlyMap<string, number>): number | null {
  for (let end = name.lastIndexOf(DECK_SEPARATOR); end > 0; end = name.lastIndexOf(DECK_SEPARATOR, end - 1)) {
    const index = indexByName.get(name.slice(0, end));
    if (index !== undefined) return index;
  }
  return null;
}
