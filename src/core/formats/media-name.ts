/** Names of media files: which are refused, and how the others are written so that every system can keep them. */

const LENGTH_LIMIT = 120;
/** Windows drops these from the end of a name. */
const TRAILING = /[. ]+$/;
const RESERVED = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?$/i;

/**
 * The name as the library keeps it (NFC, no characters that some system refuses, not too long), or null when it leads out
 * of the media folder: a path, a drive letter, `..`, or nothing at all. The same on every system.
 */
export function cleanMediaName(name: string): string | null {
  const composed = name.normalize('NFC');
  if (/[/\\]/.test(composed) || /^[a-z]:/i.test(composed) || composed.includes('\u0000')) return null;
  const printable = Array.from(composed)
    .filter((character) => character >= ' ' && !'<>:"|?*'.includes(character))
    .join('')
    .replace(TRAILING, '');
  if (printable === '' || /^\.+$/.test(printable)) return null;
  const named = RESERVED.test(printable) ? `_${printable}` : printable;
  return shorten(named);
}

function shorten(name: string): string {
  const characters = Array.from(name);
  if (characters.length <= LENGTH_LIMIT) return name;
  const extension = /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0] ?? '';
  const stem = characters.slice(0, LENGTH_LIMIT - extension.length).join('');
  return extension === '' ? stem.replace(TRAILING, '') : stem + extension;
}

/** `name` with `-` and the first eight digits of its hash before the extension: where another file has the name already. */
export function distinguishMediaName(name: string, sha256: string): string {
  const dot = name.lastIndexOf('.');
  const stem = dot > 0 ? name.slice(0, dot) : name;
  const extension = dot > 0 ? name.slice(dot) : '';
  return `${stem}-${sha256.slice(0, 8)}${extension}`;
}
