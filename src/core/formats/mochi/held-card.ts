/** Cards of a Mochi deck while the rest of the file is read: each as one text, which takes a fraction of what its parts would. */

import type { MochiCard } from './mochi-data.ts';

export class HeldCard {
  /** Sorts as a text. */
  readonly position: string;
  /** Of cards that stand beside the decks. */
  readonly deckId: string;
  readonly #packed: string;

  constructor(card: MochiCard, place: { readonly position: string; readonly deckId: string }) {
    this.position = place.position;
    this.deckId = place.deckId;
    this.#packed = JSON.stringify({ ...card, fields: [...card.fields], gapNumbers: [...card.gapNumbers], gapReviews: [...card.gapReviews] } satisfies PackedCard);
  }

  unpack(): MochiCard {
    const packed = JSON.parse(this.#packed) as PackedCard;
    return { ...packed, fields: new Map(packed.fields), gapNumbers: new Set(packed.gapNumbers), gapReviews: new Map(packed.gapReviews) };
  }
}

/** As JSON has it. */
type PackedCard = { readonly [Key in keyof MochiCard]: MochiCard[Key] extends ReadonlyMap<infer Name, infer Value> ? readonly (readonly [Name, Value])[] : MochiCard[Key] extends ReadonlySet<infer Item> ? readonly Item[] : MochiCard[Key] };
