/** What rendering a card gives: two sides of HTML that is not yet made safe, and what belongs to them. */

/** A sound of a card, in playing order. */
export interface CardSound {
  readonly name: string;
  /** Same-origin address, or null when the file is not in the library. */
  readonly url: string | null;
}

export interface RenderedSide {
  /**
   * HTML with media addresses resolved, NOT made safe. Marks that the frame fills: `data-versus-sound="question:0"` (a sound of that
   * side), `data-versus-maths`, `data-versus-speech`, `data-versus-type-answer`. A source that stayed a bare name is missing.
   */
  readonly html: string;
  /** The sounds that this side plays by itself; the answer does not repeat those of the question. */
  readonly sounds: readonly CardSound[];
}

export interface RenderedCard {
  readonly question: RenderedSide;
  readonly answer: RenderedSide;
  readonly css: string;
  /** Class names for the card's body: `card card1 …`. */
  readonly bodyClass: string;
  /** True when the template or fields carry scripts, which never run. */
  readonly hasScripts: boolean;
  /** The text expected of a {{type:Field}} card, or null. */
  readonly typedAnswer: string | null;
  /** Names of media that the card wants and the library does not have. */
  readonly missingMedia: readonly string[];
}
