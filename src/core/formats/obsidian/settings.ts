/** How a vault's flashcards are written: the plugin's own settings where the vault has them, its defaults elsewhere. */

import type { FolderSource } from '../folder-source.ts';

/** What stands around a deletion. */
export interface ClozeDelimiters {
  readonly open: string;
  readonly close: string;
}

export interface ObsidianSettings {
  /** With their `#`; tags below them count too. */
  readonly flashcardTags: readonly string[];
  readonly foldersAreDecks: boolean;
  readonly inline: string;
  readonly inlineReversed: string;
  readonly multiline: string;
  readonly multilineReversed: string;
  /** Null: a blank line ends a card. */
  readonly endMarker: string | null;
  readonly clozes: readonly ClozeDelimiters[];
}

/** The plugin's defaults (obsidian-spaced-repetition, settings.ts). */
export const DEFAULT_SETTINGS: ObsidianSettings = {
  flashcardTags: ['#flashcards'],
  foldersAreDecks: false,
  inline: '::',
  inlineReversed: ':::',
  multiline: '?',
  multilineReversed: '??',
  endMarker: null,
  clozes: [{ open: '==', close: '==' }],
};

const SETTINGS_FILE = /(?:^|\/)\.obsidian\/plugins\/obsidian-spaced-repetition\/data\.json$/;

/** The vault's settings; null when there are none or they cannot be read. */
export async function readSettings(source: FolderSource): Promise<ObsidianSettings | null> {
  const path = source.paths.find((one) => SETTINGS_FILE.test(one));
  if (path === undefined) return null;
  try {
    return toSettings(JSON.parse(await source.readText(path)));
  } catch {
    return null;
  }
}

function toSettings(data: unknown): ObsidianSettings {
  const values = isRecord(data) && isRecord(data['settings']) ? data['settings'] : data;
  if (!isRecord(values)) return DEFAULT_SETTINGS;
  const text = (names: readonly string[], otherwise: string): string => {
    const found = names.map((name) => values[name]).find((value) => typeof value === 'string' && value.trim() !== '');
    return typeof found === 'string' ? found.trim() : otherwise;
  };
  const tags = values['flashcardTags'];
  const listed = Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : typeof tags === 'string' ? tags.split(/\s+/) : [];
  const flashcardTags = listed.filter((tag) => tag !== '').map((tag) => (tag.startsWith('#') ? tag : `#${tag}`));
  return {
    flashcardTags: flashcardTags.length === 0 ? DEFAULT_SETTINGS.flashcardTags : flashcardTags,
    foldersAreDecks: values['convertFoldersToDecks'] === true,
    // Older versions wrote “singleline”.
    inline: text(['singleLineCardSeparator', 'singlelineCardSeparator'], DEFAULT_SETTINGS.inline),
    inlineReversed: text(['singleLineReversedCardSeparator', 'singlelineReversedCardSeparator'], DEFAULT_SETTINGS.inlineReversed),
    multiline: text(['multilineCardSeparator'], DEFAULT_SETTINGS.multiline),
    multilineReversed: text(['multilineReversedCardSeparator'], DEFAULT_SETTINGS.multilineReversed),
    endMarker: text(['multilineCardEndMarker'], '') || null,
    clozes: readClozes(values),
  };
}

function readClozes(values: Readonly<Record<string, unknown>>): readonly ClozeDelimiters[] {
  const patterns = values['clozePatterns'];
  if (Array.isArray(patterns)) {
    return patterns.flatMap((pattern) => {
      const match = typeof pattern === 'string' ? /^([^[\]A-Za-z0-9]+)(?:\[123;;\])?answer(?:\[;;hint\])?([^[\]A-Za-z0-9^]+)/.exec(pattern) : null;
      return match === null ? [] : [{ open: match[1] ?? '==', close: match[2] ?? '==' }];
    });
  }
  const clozes: ClozeDelimiters[] = [];
  if (values['convertHighlightsToClozes'] !== false) clozes.push({ open: '==', close: '==' });
  if (values['convertBoldTextToClozes'] === true) clozes.push({ open: '**', close: '**' });
  if (values['convertCurlyBracketsToClozes'] === true) clozes.push({ open: '{{', close: '}}' });
  return clozes;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
