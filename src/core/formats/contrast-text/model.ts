/** What a contrast text holds once it is read, and what can be written as one. The format is described in resources/help/contrast-text.md. */

/** A work that cards credit: the short name used within the file, and how it is shown on the cards. */
export interface ContrastSource {
  readonly id: string;
  readonly credit: string;
}

/** What a whole file says about itself. */
export interface ContrastDeckHeader {
  readonly deckName: string;
  /** First part of every guid; stays when the deck is renamed. */
  readonly key: string;
  /** The two concepts of every block that names none itself; plain text, lines ended by \n. */
  readonly concepts: readonly [string, string] | null;
  readonly sources: readonly ContrastSource[];
}

/** A note of one of the built-in note types. */
export interface ContrastNote {
  /** `<deck key>/<block key>` unless the block says otherwise. */
  readonly guid: string;
  readonly deckName: string;
  readonly noteTypeName: string;
  /** HTML, in the order of the note type's fields. */
  readonly fields: readonly string[];
  readonly tags: readonly string[];
}

export interface ReadContrastNote extends ContrastNote {
  readonly key: string;
  /** 1-based line of the block's heading. */
  readonly line: number;
}

export type ContrastProblemCode =
  | 'unknown-key'
  | 'repeated-key'
  | 'unknown-block'
  | 'repeated-block'
  | 'unknown-source'
  | 'unknown-concept'
  | 'unknown-note-type'
  | 'missing-part'
  | 'bad-value'
  | 'not-understood';

/** Something in the file that could not be taken as it stands. */
export interface ContrastProblem {
  readonly code: ContrastProblemCode;
  /** 1-based. */
  readonly line: number;
  /** A sentence that says what was found and what became of it. */
  readonly message: string;
  /** The block's title when the block was left out because of this, else null. */
  readonly skipped: string | null;
}

export interface ContrastText extends ContrastDeckHeader {
  readonly notes: readonly ReadContrastNote[];
  readonly problems: readonly ContrastProblem[];
}
