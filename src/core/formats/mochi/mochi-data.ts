/** What a Mochi export holds, out of its Transit or EDN, with whatever is not as it should be left out. */

import { parseEDNString } from 'edn-data';
import { AppError } from '../../errors.ts';
import { decodeTransit } from './decode-transit.ts';
import { hasEndlessToken } from './edn-tokens.ts';
import { HeldCard } from './held-card.ts';

export interface MochiReview {
  readonly atMillis: number;
  readonly remembered: boolean;
  /** Null where it is not told. */
  readonly intervalDays: number | null;
  readonly dueAtMillis: number | null;
  readonly durationMillis: number;
}

export interface MochiCard {
  readonly id: string;
  readonly name: string;
  /** Markdown; sides are divided by lines of `---`. Empty where a template gives the content. */
  readonly content: string;
  readonly templateId: string;
  /** Values by the id of the field. */
  readonly fields: ReadonlyMap<string, string>;
  readonly tags: readonly string[];
  readonly isArchived: boolean;
  readonly isTrashed: boolean;
  /** Whether it is also asked the other way round, for itself or as all of its deck. */
  readonly isReversed: boolean;
  readonly reviews: readonly MochiReview[];
  readonly reverseReviews: readonly MochiReview[];
  /** The numbers of the gaps that are asked each by themselves. */
  readonly gapNumbers: ReadonlySet<number>;
  /** By the number of the gap; empty in files of older versions, which keep one log for all. */
  readonly gapReviews: ReadonlyMap<number, readonly MochiReview[]>;
  readonly createdAtMillis: number | null;
  readonly modifiedAtMillis: number | null;
}

export interface MochiDeck {
  readonly id: string;
  readonly name: string;
  readonly parentId: string;
  readonly isArchived: boolean;
  readonly isTrashed: boolean;
  /** In Mochi's order. Can be gone through once: what was taken is held no longer. */
  readonly cards: Iterable<MochiCard>;
}

export interface MochiTemplate {
  readonly name: string;
  /** Markdown with `<< Field >>`. */
  readonly content: string;
  /** In Mochi's order. */
  readonly fields: readonly { readonly id: string; readonly name: string }[];
}

export interface MochiExport {
  readonly decks: readonly MochiDeck[];
  readonly templates: ReadonlyMap<string, MochiTemplate>;
}

const MILLIS_PER_SECOND = 1000;

type Values = ReadonlyMap<unknown, unknown>;
const NONE: Values = new Map();

function mapOf(value: unknown): Values {
  return value instanceof Map ? (value as Values) : NONE;
}

function listOf(value: unknown): readonly unknown[] {
  if (value instanceof Map) return [...(value as Values).values()];
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** What stands in a field; one to be ticked is empty or not. */
function valueOf(value: unknown): string {
  return value === true || typeof value === 'number' ? String(value) : textOf(value);
}

/** Ids are keywords or texts, with or without their colon. */
function idOf(value: unknown): string {
  return textOf(value).replace(/^:/, '');
}

function millisOf(value: unknown): number | null {
  const millis = value instanceof Date ? value.getTime() : typeof value === 'string' ? Date.parse(value) : value;
  return typeof millis === 'number' && Number.isFinite(millis) ? Math.trunc(millis) : null;
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** `trashed?` is the moment when it was, or true. */
function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false;
}

/** Of a text that comes in pieces. Throws AppError file-damaged, and what going through the pieces throws. */
export function readMochiExport(pieces: Iterable<string>, isEdn: boolean): MochiExport {
  const root = mapOf(isEdn ? parseEdn(Array.from(pieces).join('')) : parseTransit(pieces));
  const templates = listOf(root.get('templates')).map(mapOf);
  const loose = new Map<string, HeldCard[]>();
  for (const card of listOf(root.get('cards')).map(holdCard)) {
    const others = loose.get(card.deckId);
    if (others === undefined) loose.set(card.deckId, [card]);
    else others.push(card);
  }
  const decks = sortBy(listOf(root.get('decks')).map(mapOf), (deck) => numberOf(deck.get('sort')) ?? 0).map((deck) => {
    const id = idOf(deck.get('id'));
    const others = loose.get(id) ?? [];
    loose.delete(id);
    return readDeck(deck, others);
  });
  const homeless = [...loose.values()].flat();
  return { decks: homeless.length === 0 ? decks : [...decks, readDeck(NONE, homeless)], templates: new Map(templates.map((template) => [idOf(template.get('id')), readTemplate(template)])) };
}

function damaged(cause: unknown): AppError {
  return new AppError('file-damaged', 'The data of this Mochi deck are cut off or damaged, so nothing was imported. Export it from Mochi once more.', { cause });
}

function parseTransit(pieces: Iterable<string>): unknown {
  try {
    return decodeTransit(pieces, (key, item) => (key === 'cards' && item instanceof Map ? holdCard(item) : item));
  } catch (thrown) {
    throw thrown instanceof AppError ? thrown : damaged(thrown);
  }
}

function parseEdn(text: string): unknown {
  if (hasEndlessToken(text)) throw damaged(null);
  try {
    const value = parseEDNString(text, {
      mapAs: 'map',
      setAs: 'array',
      listAs: 'array',
      keywordAs: 'string',
      symbolAs: 'string',
      charAs: 'string',
      tagHandlers: { inst: (written) => new Date(String(written)), uuid: (written) => written },
    });
    if (value instanceof Map) return value;
  } catch (thrown) {
    throw damaged(thrown);
  }
  throw damaged(null);
}

function sortBy<Item>(items: readonly Item[], keyOf: (item: Item) => string | number): readonly Item[] {
  return [...items].sort((left, right) => (keyOf(left) < keyOf(right) ? -1 : keyOf(left) > keyOf(right) ? 1 : 0));
}

/** `others` stand beside the decks in the file, and say that they are of this one. */
function readDeck(deck: Values, others: readonly HeldCard[]): MochiDeck {
  const isReversed = isSet(deck.get('review-reverse?')) || isSet(mapOf(deck.get('settings')).get('review-reverse?'));
  // Positions are texts that sort as such: "a", "aV", "b".
  const cards = sortBy([...listOf(deck.get('cards')).map(holdCard), ...others], ({ position }) => position);
  return {
    id: idOf(deck.get('id')),
    name: textOf(deck.get('name')),
    parentId: idOf(deck.get('parent-id')),
    isArchived: isSet(deck.get('archived?')),
    isTrashed: isSet(deck.get('trashed?')),
    cards: unpackCards(cards, isReversed),
  };
}

function* unpackCards(cards: readonly HeldCard[], isReversed: boolean): Generator<MochiCard> {
  const waiting = cards.toReversed();
  for (let held = waiting.pop(); held !== undefined; held = waiting.pop()) {
    const card = held.unpack();
    yield { ...card, isReversed: isReversed || card.isReversed };
  }
}

/** Of what was held before, the same. */
function holdCard(value: unknown): HeldCard {
  if (value instanceof HeldCard) return value;
  const card = mapOf(value);
  return new HeldCard(readCard(card), { position: textOf(card.get('pos')), deckId: idOf(card.get('deck-id')) });
}

function readCard(card: Values): MochiCard {
  const fields = [...mapOf(card.get('fields'))].map(([key, value]) => {
    const field = mapOf(value);
    return [idOf(field.get('id')) || idOf(key), valueOf(typeof value === 'string' ? value : field.get('value'))] as const;
  });
  return {
    id: idOf(card.get('id')),
    name: textOf(card.get('name')),
    content: textOf(card.get('content')),
    templateId: idOf(card.get('template-id')),
    fields: new Map(fields),
    tags: [...listOf(card.get('tags')), ...listOf(card.get('manual-tags'))].map(idOf).filter((tag) => tag !== ''),
    isArchived: isSet(card.get('archived?')),
    isTrashed: isSet(card.get('trashed?')),
    isReversed: isSet(card.get('review-reverse?')),
    reviews: readReviews(card.get('reviews')),
    reverseReviews: readReviews(card.get('reverse-reviews')),
    gapNumbers: new Set(listOf(card.get('cloze/indexes')).map((index) => Number(idOf(String(index))))),
    gapReviews: new Map([...mapOf(card.get('cloze/reviews'))].map(([index, reviews]) => [Number(idOf(String(index))), readReviews(reviews)])),
    createdAtMillis: millisOf(card.get('created-at')),
    modifiedAtMillis: millisOf(card.get('updated-at')),
  };
}

function readReviews(value: unknown): readonly MochiReview[] {
  const reviews = listOf(value).flatMap((item): MochiReview[] => {
    const review = mapOf(item);
    const atMillis = millisOf(review.get('date'));
    if (atMillis === null || atMillis <= 0) return [];
    return [
      {
        atMillis,
        remembered: review.get('remembered?') !== false,
        intervalDays: numberOf(review.get('interval')),
        dueAtMillis: millisOf(review.get('due')),
        durationMillis: Math.max(0, Math.round((numberOf(review.get('duration')) ?? 0) * MILLIS_PER_SECOND)),
      },
    ];
  });
  return sortBy(reviews, ({ atMillis }) => atMillis);
}

function readTemplate(template: Values): MochiTemplate {
  const fields = [...mapOf(template.get('fields'))].map(([key, value]) => ({ key, field: mapOf(value) }));
  return {
    name: textOf(template.get('name')),
    content: textOf(template.get('content')),
    fields: sortBy(fields, ({ field }) => textOf(field.get('pos'))).map(({ key, field }) => {
      const id = idOf(field.get('id')) || idOf(key);
      return { id, name: textOf(field.get('name')) || (id === 'name' ? 'Name' : id) };
    }),
  };
}
