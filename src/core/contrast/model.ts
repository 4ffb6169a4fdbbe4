/** Concepts that get mixed up, the statements that tell them apart, and the answers a learner gave. */

import type { CardId, ConceptId, ConceptSetId, NoteId } from '../ids.ts';

export const CONCEPT_COLOURS = ['slate', 'amber', 'teal', 'plum', 'moss', 'brick'] as const;
export type ConceptColour = (typeof CONCEPT_COLOURS)[number];
export const CONCEPT_SHAPES = ['square', 'circle', 'triangle', 'diamond', 'hexagon', 'star'] as const;
/** Colour never stands alone: each concept has its own shape too. */
export type ConceptShape = (typeof CONCEPT_SHAPES)[number];

export interface Concept {
  readonly id: ConceptId;
  readonly label: string;
  readonly colour: ConceptColour;
  readonly shape: ConceptShape;
  /** The key that answers with it; the first two of a set also answer to ← and →. */
  readonly key: string;
}

/** What a statement belongs to, or what was answered: a concept, or one of the two that no single concept covers. */
export type Side = ConceptId | 'both' | 'neither';

/** A statement of one concept along a dimension. */
export interface SideStatement {
  readonly side: Side;
  /** Plain text. */
  readonly text: string;
  /** Other wordings that count as the same, for typed answers. */
  readonly synonyms: readonly string[];
}

/** One row of a contrast: the concepts' statements aligned along a dimension. */
export interface ContrastRow {
  readonly noteId: NoteId;
  readonly dimension: string;
  readonly statements: readonly SideStatement[];
  readonly why: string;
  readonly sources: string;
}

export interface ConceptSet {
  readonly id: ConceptSetId;
  readonly name: string;
  readonly concepts: readonly Concept[];
  readonly allowsBoth: boolean;
  readonly allowsNeither: boolean;
}

export type Certainty = 'sure' | 'think' | 'guess';

/** One discrimination answer, as both logs hold it. */
export interface DiscriminationAnswer {
  readonly setId: ConceptSetId;
  readonly noteId: NoteId | null;
  readonly cardId: CardId | null;
  readonly dimension: string;
  readonly asked: Side;
  readonly answered: Side;
  readonly answeredAtMillis: number;
  readonly durationMillis: number;
  readonly certainty: Certainty | null;
  readonly mode: string;
}
