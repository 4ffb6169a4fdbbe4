/** The signs that stand between fields and between cards of a text, in words and as a person types them. */

export interface SeparatorOption {
  readonly value: string | null;
  readonly label: string;
}

export const FIELD_SEPARATORS: readonly SeparatorOption[] = [
  { value: '\t', label: 'Tab' },
  { value: ',', label: 'Comma ,' },
  { value: ';', label: 'Semicolon ;' },
  { value: '|', label: 'Bar |' },
  { value: ':', label: 'Colon :' },
  { value: ' - ', label: 'Hyphen with spaces -' },
  { value: ' – ', label: 'Dash with spaces –' },
  { value: '=', label: 'Equals sign =' },
  { value: ' ', label: 'Space' },
];

export const CARD_SEPARATORS: readonly SeparatorOption[] = [
  { value: null, label: 'New line' },
  { value: '\n\n', label: 'Empty line' },
  { value: ';', label: 'Semicolon ;' },
];

const LONGEST = 8;

/** A separator as it can be typed in a line: a tab as `\t`, a line end as `\n`. */
export function showSeparator(separator: string): string {
  return separator.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n');
}

/** The inverse of showSeparator; null for one that is empty or too long. */
export function readSeparator(typed: string): string | null {
  const separator = typed.replace(/\\([tn\\])/g, (_whole, letter: string) => (letter === 't' ? '\t' : letter === 'n' ? '\n' : '\\'));
  return separator === '' || separator.length > LONGEST ? null : separator;
}
