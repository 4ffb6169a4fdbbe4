/**
 * The parts of a Versus archive: JSON Lines files, each record an object with exactly these fields. The table is the format:
 * readers check records against it, and the help text lists it.
 */

/** The version that this program writes. It is raised when a reader of the version before would misunderstand an archive; new parts and fields alone do not raise it. */
export const ARCHIVE_VERSION = 1;
export const MANIFEST_PATH = 'versus.json';
export const MEDIA_FOLDER = 'media/';

/** `?` after a kind: may be null. id: an integer that only this archive knows the record by; ref: such a number of another part. */
export type FieldKind = 'id' | 'ref' | 'integer' | 'number' | 'text' | 'boolean' | 'texts' | 'json' | 'ref?' | 'integer?' | 'number?' | 'texts?' | 'json?';

export type PartFields = Readonly<Record<string, FieldKind>>;

export const ARCHIVE_PARTS = {
  presets: { id: 'id', name: 'text', settings: 'json' },
  decks: { id: 'id', name: 'text', description: 'text', preset: 'ref' },
  'note-types': { id: 'id', name: 'text', kind: 'text', fields: 'json', templates: 'json', css: 'text', latexPre: 'text', latexPost: 'text' },
  notes: { id: 'id', guid: 'text', noteType: 'ref', fields: 'texts', tags: 'texts', createdAtMillis: 'integer', modifiedAtMillis: 'integer' },
  cards: {
    id: 'id',
    note: 'ref',
    ordinal: 'integer',
    deck: 'ref',
    state: 'text',
    position: 'integer',
    dueAtMillis: 'integer?',
    dueDay: 'integer?',
    stability: 'number?',
    difficulty: 'number?',
    lastReviewedAtMillis: 'integer?',
    intervalDays: 'number',
    step: 'integer',
    reviewCount: 'integer',
    lapseCount: 'integer',
    suspended: 'boolean',
    buriedOnDay: 'integer?',
    buriedBy: 'integer?',
    flag: 'integer',
    modifiedAtMillis: 'integer',
  },
  reviews: {
    card: 'ref',
    reviewedAtMillis: 'integer',
    rating: 'integer',
    kind: 'text',
    stateBefore: 'text',
    stabilityBefore: 'number?',
    difficultyBefore: 'number?',
    stabilityAfter: 'number?',
    difficultyAfter: 'number?',
    elapsedDays: 'number',
    intervalDays: 'number',
    durationMillis: 'integer',
    mode: 'text',
    answered: 'json?',
    imported: 'boolean',
  },
  practice: { card: 'ref?', note: 'ref?', practisedAtMillis: 'integer', mode: 'text', correct: 'boolean', durationMillis: 'integer', answered: 'json?' },
  'study-days': { deck: 'ref', day: 'integer', newCount: 'integer', extraNew: 'integer', reviewCount: 'integer', learningCount: 'integer', durationMillis: 'integer' },
  'concept-sets': { id: 'id', deck: 'ref', name: 'text', allowsBoth: 'boolean', allowsNeither: 'boolean' },
  concepts: { id: 'id', set: 'ref', ordinal: 'integer', label: 'text', colour: 'text', shape: 'text', key: 'text' },
  scenarios: { set: 'ref', key: 'text', situation: 'text', concept: 'ref?', dimension: 'text', why: 'text', sources: 'text' },
  'pair-memories': { conceptA: 'ref', conceptB: 'ref', stability: 'number', difficulty: 'number', lastDay: 'integer', dueDay: 'integer', dayCount: 'integer' },
  trials: { set: 'ref', conceptA: 'ref', conceptB: 'ref', dimension: 'text', raisedAtMillis: 'integer', doneAtMillis: 'integer?' },
  proposals: {
    deck: 'ref',
    firstNote: 'ref',
    secondNote: 'ref',
    firstLabel: 'text',
    secondLabel: 'text',
    reasons: 'json',
    score: 'number',
    status: 'text',
    proposedAtMillis: 'integer',
  },
  experiments: { set: 'ref', dimension: 'text', arm: 'text', assignedAtMillis: 'integer' },
  'exam-reports': { set: 'ref', title: 'text', takenAtMillis: 'integer', correct: 'integer', total: 'integer', report: 'json' },
  'note-origins': { note: 'ref', checksum: 'integer', noteType: 'ref?', fields: 'texts?', tags: 'texts?' },
  conflicts: { note: 'ref', checksum: 'integer', noteType: 'ref', fields: 'texts', tags: 'texts' },
  settings: { key: 'text', value: 'json?' },
  imports: { fileName: 'text', format: 'text', importedAtMillis: 'integer', report: 'json' },
  media: { name: 'text', sha256: 'text', sizeBytes: 'integer' },
} as const satisfies Readonly<Record<string, PartFields>>;

export type ArchivePart = keyof typeof ARCHIVE_PARTS;

interface ValueOfKind {
  readonly id: number;
  readonly ref: number;
  readonly integer: number;
  readonly number: number;
  readonly text: string;
  readonly boolean: boolean;
  readonly texts: readonly string[];
  readonly json: unknown;
  readonly 'ref?': number | null;
  readonly 'integer?': number | null;
  readonly 'number?': number | null;
  readonly 'texts?': readonly string[] | null;
  readonly 'json?': unknown;
}

export type ArchiveRecord<Part extends ArchivePart> = {
  readonly [Field in keyof (typeof ARCHIVE_PARTS)[Part]]: (typeof ARCHIVE_PARTS)[Part][Field] extends FieldKind ? ValueOfKind[(typeof ARCHIVE_PARTS)[Part][Field]] : never;
};

/** In the order in which they are written, which is an order in which they can be read: a record comes after those that it points at. */
export const ARCHIVE_PART_NAMES = Object.keys(ARCHIVE_PARTS) as readonly ArchivePart[];

export function isArchivePart(name: string): name is ArchivePart {
  return Object.hasOwn(ARCHIVE_PARTS, name);
}

export function pathOfPart(part: ArchivePart): string {
  return `${part}.jsonl`;
}
