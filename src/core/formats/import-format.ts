/** The kinds of files that decks come in from. */

export const IMPORT_FORMATS = [
  'apkg',
  'colpkg',
  'anki-collection',
  'csv',
  'tsv',
  'text',
  'contrast-text',
  'xlsx',
  'mnemosyne-cards',
  'mnemosyne-db',
  'mnemosyne-xml',
  'supermemo-text',
  'supermemo-xml',
  'mochi',
  'crowdanki',
  'obsidian',
  'hashcards',
  'org-drill',
  'remnote',
  'cuecard',
  'versus-archive',
] as const;
export type ImportFormat = (typeof IMPORT_FORMATS)[number];

/** The formats whose rows and cells are mapped to notes; which of them a text is called goes by its name. */
export function isTableFormat(format: ImportFormat | null): boolean {
  return format === 'csv' || format === 'tsv' || format === 'text';
}

/** How each is called on screen. */
export const IMPORT_FORMAT_NAMES: Readonly<Record<ImportFormat, string>> = {
  apkg: 'Anki package',
  colpkg: 'Anki collection package',
  'anki-collection': 'Anki collection',
  csv: 'Comma-separated text',
  tsv: 'Tab-separated text',
  text: 'Text',
  'contrast-text': 'Contrast deck',
  xlsx: 'Excel workbook',
  'mnemosyne-cards': 'Mnemosyne deck',
  'mnemosyne-db': 'Mnemosyne collection',
  'mnemosyne-xml': 'Mnemosyne 1 deck',
  'supermemo-text': 'SuperMemo questions and answers',
  'supermemo-xml': 'SuperMemo collection',
  mochi: 'Mochi deck',
  crowdanki: 'CrowdAnki deck',
  obsidian: 'Obsidian flashcards',
  hashcards: 'hashcards deck',
  'org-drill': 'org-drill cards',
  remnote: 'RemNote text',
  cuecard: 'CueCard deck',
  'versus-archive': 'Versus archive',
};

/** What file dialogs offer first. Files are recognised by what is in them, so others can be decks too. */
export const IMPORT_EXTENSIONS: readonly string[] = [
  'apkg', 'colpkg', 'anki2', 'anki21', 'anki21b', 'csv', 'tsv', 'txt', 'xlsx', 'cards', 'db', 'xml', 'mochi', 'zip', 'json', 'md', 'org', 'wcu', 'versus',
];
