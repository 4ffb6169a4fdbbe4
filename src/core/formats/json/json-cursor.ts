/**
 * Goes through JSON that comes in pieces: short values are taken whole, long lists and records item by item, so that neither the
 * text nor all of its values need ever be in memory together.
 */

/** Longer lists and records are taken item by item. */
const WHOLE_LENGTH = 32_768;
/** Further in, everything is taken whole: the beginning of what is divided is looked at once more for each level. */
const DEEPEST_DIVIDED = 12;

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const BACKSLASH = 92;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN_RECORD = 123;
const CLOSE_RECORD = 125;

export type JsonStep = { readonly kind: 'whole'; readonly value: unknown } | { readonly kind: 'list' | 'record' };

interface OpenContainer {
  readonly close: number;
  isEmpty: boolean;
}

/**
 * What is asked for must be what stands there: `next` for a value, after a list or record `hasItem` until it says no, in a record
 * `key` before each value, and `end` after the last. All of them throw SyntaxError where the text is no JSON.
 */
export class JsonCursor {
  readonly #pieces: Iterator<string>;
  readonly #open: OpenContainer[] = [];
  #text = '';
  #at = 0;

  /** What going through the pieces throws is passed on. */
  constructor(pieces: Iterable<string>) {
    this.#pieces = pieces[Symbol.iterator]();
  }

  /** Takes the value that stands next, or opens it where it is long. */
  next(): JsonStep {
    const first = this.#skipSpace();
    const length = this.#findLength(first);
    if (length !== null) {
      const start = this.#at;
      this.#at += length;
      return { kind: 'whole', value: JSON.parse(this.#text.slice(start, this.#at)) as unknown };
    }
    this.#at += 1;
    const isList = first === OPEN_LIST;
    this.#open.push({ close: isList ? CLOSE_LIST : CLOSE_RECORD, isEmpty: true });
    return { kind: isList ? 'list' : 'record' };
  }

  /** Whether another item follows in what was opened last; when none does, it is closed. */
  hasItem(): boolean {
    const container = this.#open.at(-1);
    if (container === undefined) throw new Error('nothing is open');
    const found = this.#skipSpace();
    if (found === container.close) {
      this.#at += 1;
      this.#open.pop();
      return false;
    }
    if (container.isEmpty) container.isEmpty = false;
    else this.#pass(found, COMMA);
    return true;
  }

  key(): string {
    if (this.#skipSpace() !== QUOTE) throw new SyntaxError('a key is missing');
    const step = this.next();
    this.#pass(this.#skipSpace(), COLON);
    return step.kind === 'whole' && typeof step.value === 'string' ? step.value : '';
  }

  /** Throws SyntaxError when anything but space is left. */
  end(): void {
    if (!Number.isNaN(this.#skipSpace())) throw new SyntaxError('something follows the value');
  }

  #pass(found: number, wanted: number): void {
    if (found !== wanted) throw new SyntaxError(`“${String.fromCharCode(wanted)}” is missing`);
    this.#at += 1;
  }

  /** The character that stands next, NaN at the end. */
  #skipSpace(): number {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code === 32 || code === 10 || code === 13 || code === 9) this.#at += 1;
      else if (!Number.isNaN(code) || !this.#readOn()) return code;
    }
  }

  /** As much again as is held, so that what is long is not copied for every piece. False at the end. */
  #readOn(): boolean {
    const parts = [this.#text.slice(this.#at)];
    const wanted = Math.max(parts[0]?.length ?? 0, 1);
    let length = 0;
    while (length < wanted) {
      const piece = this.#pieces.next();
      if (piece.done === true) break;
      parts.push(piece.value);
      length += piece.value.length;
    }
    if (length === 0) return false;
    this.#text = parts.join('');
    this.#at = 0;
    return true;
  }

  /** How long the value is that begins here; null for a list or record that is too long to be taken whole. */
  #findLength(first: number): number | null {
    if (first === QUOTE) return this.#findStringEnd(0);
    if (first === OPEN_LIST || first === OPEN_RECORD) return this.#findClose();
    let length = 0;
    for (;;) {
      const code = this.#text.charCodeAt(this.#at + length);
      const isEnd = Number.isNaN(code) ? !this.#readOn() : code === COMMA || code === CLOSE_LIST || code === CLOSE_RECORD || code <= 32;
      if (isEnd) return length;
      if (!Number.isNaN(code)) length += 1;
    }
  }

  #findClose(): number | null {
    const mayDivide = this.#open.length < DEEPEST_DIVIDED;
    let depth = 0;
    let length = 0;
    for (;;) {
      const code = this.#text.charCodeAt(this.#at + length);
      if (Number.isNaN(code)) {
        if (!this.#readOn()) throw new SyntaxError('the text ends too early');
        continue;
      }
      if (code === QUOTE) {
        length = this.#findStringEnd(length);
        if (mayDivide && length > WHOLE_LENGTH) return null;
        continue;
      }
      length += 1;
      if (code === OPEN_LIST || code === OPEN_RECORD) depth += 1;
      else if (code === CLOSE_LIST || code === CLOSE_RECORD) depth -= 1;
      if (depth === 0) return length;
      if (mayDivide && length > WHOLE_LENGTH) return null;
    }
  }

  /** From the opening quote, counted from here, to behind the closing one. */
  #findStringEnd(quoteAt: number): number {
    let from = quoteAt + 1;
    for (;;) {
      const found = this.#text.indexOf('"', this.#at + from);
      if (found < 0) {
        from = Math.max(from, this.#text.length - this.#at);
        if (!this.#readOn()) throw new SyntaxError('a string has no end');
        continue;
      }
      let escapes = 0;
      while (this.#text.charCodeAt(found - 1 - escapes) === BACKSLASH) escapes += 1;
      from = found - this.#at + 1;
      if (escapes % 2 === 0) return from;
    }
  }
}
