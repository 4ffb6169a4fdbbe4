/** Which blocks a contrast text knows, the keys each may have, and the fields they become. */

import {
  BASIC_NOTE_TYPE,
  BUILT_IN_NOTE_TYPES,
  CONTRAST_NOTE_TYPE,
  DISAGREEMENT_NOTE_TYPE,
  STATEMENT_NOTE_TYPE,
} from '../../cards/built-in-note-types.ts';

export interface BlockKind {
  readonly kind: string;
  /** Note types that a block of this kind can make; the first is meant when the block does not say. */
  readonly noteTypeNames: readonly string[];
  /** Keys by field name; fields whose key depends on the concepts (Concept A, Side A …) are not among them. */
  readonly keyOfField: Readonly<Record<string, string>>;
  /** Keys without which there is nothing to ask. */
  readonly required: readonly string[];
  readonly hasConcepts: boolean;
}

const CLOZE = 'Cloze';

export const BLOCK_KINDS: readonly BlockKind[] = [
  {
    kind: 'contrast',
    noteTypeNames: [CONTRAST_NOTE_TYPE.name],
    keyOfField: { Dimension: 'dimension', Why: 'why', Sources: 'sources' },
    required: [],
    hasConcepts: true,
  },
  {
    kind: 'statement',
    noteTypeNames: [STATEMENT_NOTE_TYPE.name],
    keyOfField: { Statement: 'statement', 'Belongs to': 'belongs to', Why: 'why', Sources: 'sources' },
    required: ['statement', 'belongs to'],
    hasConcepts: true,
  },
  {
    kind: 'disagreement',
    noteTypeNames: [DISAGREEMENT_NOTE_TYPE.name],
    keyOfField: {
      Question: 'question',
      'First answer': 'one answer',
      'Second answer': 'another answer',
      Why: 'why',
      Sources: 'sources',
    },
    required: ['question', 'one answer', 'another answer'],
    hasConcepts: false,
  },
  {
    kind: 'question',
    noteTypeNames: BUILT_IN_NOTE_TYPES.filter(({ fields }) => fields[0]?.name === 'Front').map(({ name }) => name),
    keyOfField: { Front: 'question', Back: 'answer' },
    required: ['question'],
    hasConcepts: false,
  },
  {
    kind: 'cloze',
    noteTypeNames: [CLOZE],
    keyOfField: { Text: 'text', Extra: 'extra' },
    required: ['text'],
    hasConcepts: false,
  },
];

/** Keys that any block may have. */
export const COMMON_KEYS = ['guid', 'deck', 'tags', 'type'] as const;

/** Keys of the part above the first block; `source X` besides. */
export const HEADER_KEYS = ['contrast-deck', 'deck', 'key', 'concepts', 'concept a', 'concept b', 'tags', 'question type'] as const;

const CONCEPT_KEYS = ['concepts', 'concept a', 'concept b', 'a', 'b'] as const;

/** Keys that a concept's name must not stand for. */
export const RESERVED_KEYS: ReadonlySet<string> = new Set([
  ...COMMON_KEYS,
  ...CONCEPT_KEYS,
  ...BLOCK_KINDS.flatMap(({ keyOfField }) => Object.values(keyOfField)),
]);

/** The note type that a question block makes when neither it nor the file's head says otherwise. */
export const DEFAULT_QUESTION_TYPE = BASIC_NOTE_TYPE.name;
