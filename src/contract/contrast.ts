/** Concept sets, their contrast table, scenarios, and the miner of confusable pairs. */

import * as z from 'zod';
import { CONCEPT_COLOURS, CONCEPT_SHAPES, type ConceptSet, type ContrastRow } from '../core/contrast/model.ts';
import type { ConceptSetId, DeckId, JobId, NoteId } from '../core/ids.ts';
import type { Scenario } from '../core/quiz/make-question.ts';
import { command, job, query } from './operation.ts';
import { conceptId, conceptSetId, deckId, noteId, proposalId } from './schemas.ts';

export interface ConceptSetDetail extends ConceptSet {
  readonly deckId: DeckId;
  readonly deckName: string;
  readonly rows: readonly ContrastRow[];
  readonly scenarioCount: number;
  /** Confusions (asked one, answered another) of the last 30 days. */
  readonly recentConfusions: number;
}

/** Why the miner thinks that two notes are confusable. */
export interface ProposalReason {
  readonly kind: 'alike-fronts' | 'alike-answers' | 'template' | 'lure' | 'minimal-difference' | 'answered-for-each-other';
  /** A sentence: "Their answers differ in one word: raise, rise". */
  readonly sentence: string;
}

export interface PairProposal {
  readonly id: number;
  readonly deckId: DeckId;
  readonly first: { readonly noteId: NoteId; readonly label: string; readonly front: string; readonly back: string };
  readonly second: { readonly noteId: NoteId; readonly label: string; readonly front: string; readonly back: string };
  readonly reasons: readonly ProposalReason[];
  /** 0 to 1; proposals come highest first. */
  readonly score: number;
  readonly status: 'proposed' | 'accepted' | 'dismissed';
}

const concept = z.strictObject({
  /** Absent for a concept to be made. */
  id: conceptId.optional(),
  label: z.string().trim().min(1).max(80),
  colour: z.enum(CONCEPT_COLOURS),
  shape: z.enum(CONCEPT_SHAPES),
  key: z.string().length(1),
});

const row = z.strictObject({
  /** Absent for a row to be made. */
  noteId: noteId.optional(),
  dimension: z.string().max(500),
  /** One text per concept, in the set's order; synonyms after ` / `. */
  sides: z.array(z.string().max(5000)),
  both: z.string().max(5000).default(''),
  neither: z.string().max(5000).default(''),
  why: z.string().max(5000),
  sources: z.string().max(2000),
});

export const conceptSetContract = {
  /** Sets of the deck and the decks below it, or of all decks. */
  'conceptSet.list': query<readonly ConceptSetDetail[]>()(z.strictObject({ deckId: deckId.nullable() })),
  'conceptSet.get': query<ConceptSetDetail>()(z.strictObject({ setId: conceptSetId })),
  /** The set's scenarios, to be read; they are asked in their own mode alone. */
  'conceptSet.scenarios': query<readonly Scenario[]>()(z.strictObject({ setId: conceptSetId })),
  /** Makes or changes a set; labels, keys, colours and shapes must differ within it. */
  'conceptSet.save': command<{ setId: ConceptSetId }>()(
    z.strictObject({
      setId: conceptSetId.optional(),
      deckId,
      name: z.string().trim().min(1).max(200),
      concepts: z.array(concept).min(2).max(6),
      allowsBoth: z.boolean(),
      allowsNeither: z.boolean(),
    }),
  ),
  /** Deletes the set with its scenarios and memories; the notes stay. */
  'conceptSet.delete': command<null>()(z.strictObject({ setId: conceptSetId })),
  /** Replaces the contrast table: rows are notes of the set's deck; a row left out is deleted with its cards. */
  'conceptSet.save-rows': command<{ added: number; updated: number; deleted: number }>()(
    z.strictObject({ setId: conceptSetId, rows: z.array(row).max(2000) }),
  ),
};

export const minerContract = {
  /** Reads a deck in the background and proposes confusable pairs. */
  'miner.start': job<{ jobId: JobId }>()(z.strictObject({ deckId })),
  'miner.proposals': query<readonly PairProposal[]>()(z.strictObject({ deckId, limit: z.int().min(1).max(500) })),
  /** Makes the pair: a concept set of the two labels (or the set that has both), with a contrast row from the two notes. */
  'miner.accept': command<{ setId: ConceptSetId }>()(
    z.strictObject({ proposalId, firstLabel: z.string().trim().min(1).max(80), secondLabel: z.string().trim().min(1).max(80) }),
  ),
  'miner.dismiss': command<null>()(z.strictObject({ proposalId })),
};

export const contrastContract = { ...conceptSetContract, ...minerContract };
