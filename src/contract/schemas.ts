/** Input schemas that several operations share. */

import * as z from 'zod';
import type { Side } from '../core/contrast/model.ts';
import type { CardId, ConceptId, ConceptSetId, DeckId, FileTicket, JobId, NoteId, NoteTypeId, PresetId } from '../core/ids.ts';

const rowId = z.int().positive();

export const deckId = rowId.transform((id) => id as DeckId);
export const noteId = rowId.transform((id) => id as NoteId);
export const cardId = rowId.transform((id) => id as CardId);
export const noteTypeId = rowId.transform((id) => id as NoteTypeId);
export const conceptId = rowId.transform((id) => id as ConceptId);
export const conceptSetId = rowId.transform((id) => id as ConceptSetId);
export const proposalId = rowId;
/** A concept, or one of the two that no single concept covers. */
export const side = z.union([conceptId, z.enum(['both', 'neither'])]).transform((value): Side => value);
export const certainty = z.enum(['sure', 'think', 'guess']);
export const presetId = rowId.transform((id) => id as PresetId);
export const jobId = z.string().min(1).max(64).transform((id) => id as JobId);
export const fileTicket = z.string().min(1).max(128).transform((id) => id as FileTicket);

export const nothing = z.strictObject({});
export const rating = z.literal([1, 2, 3, 4]);
export const flag = z.literal([0, 1, 2, 3, 4, 5, 6, 7]);
/** Levels joined by `::`; each is trimmed and must not be empty. */
export const deckName = z.string().trim().min(1).max(1000);
export const tags = z.array(z.string().min(1).max(500)).max(1000);
export const fields = z.array(z.string().max(10_000_000)).max(500);
export const durationMillis = z.int().nonnegative();
