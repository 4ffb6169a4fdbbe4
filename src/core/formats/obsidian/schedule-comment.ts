/** Where the plugin's comment with schedules stands in a text. */

const OPENING = '<!--SR:';
const CLOSING = '-->';

export interface TakenSchedule {
  /** The text without its first comment, without blanks at its ends. */
  readonly rest: string;
  /** What stands between `<!--SR:` and `-->`; null: there is none. */
  readonly schedule: string | null;
}

/** A comment stands in one line. Linear in the text. */
export function takeSchedule(text: string): TakenSchedule {
  let end = -1;
  for (let at = text.indexOf(OPENING); at !== -1; ) {
    // The only end of a comment may be far away, and is looked for once.
    if (end < at) end = text.indexOf(CLOSING, at);
    const lineEnd = text.indexOf('\n', at);
    if (end === -1) break;
    if (lineEnd === -1 || end < lineEnd) return { rest: `${text.slice(0, at)}${text.slice(end + CLOSING.length)}`.trim(), schedule: text.slice(at + OPENING.length, end) };
    at = text.indexOf(OPENING, lineEnd);
  }
  return { rest: text.trim(), schedule: null };
}
