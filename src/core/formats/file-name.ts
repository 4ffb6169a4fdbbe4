/** Names for files that Versus writes: what every file system takes. */

const LONGEST = 80;
const RESERVED = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])$/i;

/** The title without what file systems refuse; `deck` when nothing is left. */
export function fileNameOf(title: string): string {
  const name = title
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N} ._-]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[ .]+|[ .]+$/g, '');
  const short = Array.from(name).slice(0, LONGEST).join('').replace(/[ .]+$/, '');
  if (short === '') return 'deck';
  return RESERVED.test(short) ? `${short}-deck` : short;
}
