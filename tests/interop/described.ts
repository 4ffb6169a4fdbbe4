/** What has to survive between Anki and Versus, in one form that both sides are brought into. */

export interface DescribedNote {
  readonly createdAtMillis: number;
  readonly modifiedAtSeconds: number;
  readonly fieldNames: readonly string[];
  /** Name, front and back of each. */
  readonly templates: readonly (readonly string[])[];
  readonly isCloze: boolean;
  readonly fields: readonly string[];
  readonly tags: readonly string[];
}

export interface DescribedCard {
  readonly deck: string;
  readonly state: 'new' | 'learning' | 'review' | 'relearning';
  readonly position: number;
  /** Of review cards and steps; Anki knows it of steps only when they end on a later day, and the second otherwise. */
  readonly dueInDays: number | null;
  readonly dueAtSeconds: number | null;
  readonly intervalDays: number;
  readonly step: number;
  readonly reps: number;
  readonly lapses: number;
  readonly suspended: boolean;
  readonly buried: 'siblings' | 'hand' | null;
  readonly flag: number;
  readonly stability: number | null;
  readonly difficulty: number | null;
  readonly lastReviewedAtSeconds: number | null;
}

export interface DescribedReview {
  readonly atMillis: number;
  readonly rating: number;
  /** Days, or seconds when negative. */
  readonly interval: number;
  /** Of FSRS: 100 to 1100. Null where it is not known. */
  readonly factor: number | null;
  readonly millis: number;
  readonly kind: number;
}

export interface DescribedDeck {
  readonly description: string;
  readonly learningSteps: readonly number[];
  readonly relearningSteps: readonly number[];
  readonly newPerDay: number;
  readonly reviewsPerDay: number;
  readonly maximumInterval: number;
  readonly retention: number;
  readonly weights: readonly number[];
}

export interface Described {
  /** By guid. */
  readonly notes: Readonly<Record<string, DescribedNote>>;
  /** By guid and ordinal. */
  readonly cards: Readonly<Record<string, DescribedCard>>;
  /** By card, in order of time. */
  readonly reviews: Readonly<Record<string, readonly DescribedReview[]>>;
  /** SHA-256 by name. */
  readonly media: Readonly<Record<string, string>>;
  /** Decks that cards are in. */
  readonly decks: Readonly<Record<string, DescribedDeck>>;
}
