/** What decks of Mnemosyne hold, whichever of its files they come from. */

export interface MnemosyneView {
  readonly id: string;
  readonly name: string;
  readonly questionKeys: readonly string[];
  readonly answerKeys: readonly string[];
  /** By key: a text in which `$key` or `${key}` stands for the fact's. */
  readonly questionDecorators: ReadonlyMap<string, string>;
  readonly answerDecorators: ReadonlyMap<string, string>;
  /** True where the answer stands in place of the question, not below it. */
  readonly coversQuestion: boolean;
  readonly typesAnswer: boolean;
  /** Templates in Anki's language: card types that Mnemosyne took over from Anki have them in place of keys. */
  readonly templates: { readonly question: string; readonly answer: string } | null;
}

export interface MnemosyneCardType {
  /** Of one made by the learner: that of the type it was cloned from, `::`, its name. */
  readonly id: string;
  readonly name: string;
  readonly fields: readonly { readonly key: string; readonly name: string }[];
  readonly viewIds: readonly string[];
  readonly css: string | null;
}

/** What a question and its answers are made of: texts by key. */
export interface MnemosyneFact {
  /** The same in every export. */
  readonly id: string;
  readonly data: ReadonlyMap<string, string>;
}

export interface MnemosyneLearning {
  /** −1 never seen, 0 and 1 not known, 2 to 5 known ever better. */
  readonly grade: number;
  readonly easiness: number;
  /** Answers while not known and while known. */
  readonly acquisitionReps: number;
  readonly retentionReps: number;
  readonly lapses: number;
  readonly lastReviewedAtMillis: number | null;
  /** Days since 1970-01-01. */
  readonly dueDay: number | null;
}

export interface MnemosyneReview {
  readonly reviewedAtMillis: number;
  readonly grade: number;
  /** Days until the next, as given by this answer. */
  readonly intervalDays: number;
  readonly thinkingMillis: number;
}

export interface MnemosyneCard {
  readonly typeId: string;
  readonly viewId: string | null;
  /** Of cloze cards: which of the brackets is asked, from 0. */
  readonly clozeIndex: number | null;
  readonly tags: readonly string[];
  readonly learning: MnemosyneLearning;
  /** False where the learner has set it aside. */
  readonly isActive: boolean;
  readonly createdAtMillis: number | null;
  readonly modifiedAtMillis: number | null;
  readonly reviews: readonly MnemosyneReview[];
}

export const NEVER_LEARNED: MnemosyneLearning = {
  grade: -1,
  easiness: 2.5,
  acquisitionReps: 0,
  retentionReps: 0,
  lapses: 0,
  lastReviewedAtMillis: null,
  dueDay: null,
};
