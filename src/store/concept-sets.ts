/** Concept sets: the concepts that get mixed up, in the order of their columns, and the deck that they belong to. */

import type { Database } from 'better-sqlite3';
import type { Concept, ConceptSet } from '../core/contrast/model.ts';
import { AppError } from '../core/errors.ts';
import type { ConceptId, ConceptSetId, DeckId } from '../core/ids.ts';
import { getDeck, listDeckWithDescendants } from './decks.ts';
import { prepareOnce } from './prepare-once.ts';

export interface StoredConceptSet extends ConceptSet {
  readonly deckId: DeckId;
  readonly deckName: string;
}

/** A concept as it is to be: with its id when it is there already. */
export interface ConceptDraft extends Omit<Concept, 'id'> {
  readonly id?: ConceptId | undefined;
}

export interface ConceptSetDraft {
  readonly deckId: DeckId;
  readonly name: string;
  /** In the order of their columns. */
  readonly concepts: readonly ConceptDraft[];
  readonly allowsBoth: boolean;
  readonly allowsNeither: boolean;
}

interface SetRow {
  readonly id: ConceptSetId;
  readonly deckId: DeckId;
  readonly deckName: string;
  readonly name: string;
  readonly allowsBoth: number;
  readonly allowsNeither: number;
}

const SETS = `SELECT concept_sets.id, deck_id AS deckId, decks.name AS deckName, concept_sets.name, allows_both AS allowsBoth, allows_neither AS allowsNeither
  FROM concept_sets JOIN decks ON decks.id = deck_id`;

const statements = prepareOnce((database) => ({
  list: database.prepare<[string], SetRow>(`${SETS} WHERE deck_id IN (SELECT value FROM json_each(?)) ORDER BY decks.name, concept_sets.name`),
  listAll: database.prepare<[], SetRow>(`${SETS} ORDER BY decks.name, concept_sets.name`),
  get: database.prepare<[ConceptSetId], SetRow>(`${SETS} WHERE concept_sets.id = ?`),
  taken: database.prepare<[DeckId, string, number], number>('SELECT 1 FROM concept_sets WHERE deck_id = ? AND name = ? AND id <> ?').pluck(),
  concepts: database.prepare<[ConceptSetId], Concept>('SELECT id, label, colour, shape, key FROM concepts WHERE set_id = ? ORDER BY ordinal, id'),
  insert: database.prepare(
    `INSERT INTO concept_sets (deck_id, name, allows_both, allows_neither, created_at_millis, modified_at_millis)
     VALUES (@deckId, @name, @allowsBoth, @allowsNeither, @nowMillis, @nowMillis)`,
  ),
  update: database.prepare(
    `UPDATE concept_sets SET deck_id = @deckId, name = @name, allows_both = @allowsBoth, allows_neither = @allowsNeither, modified_at_millis = @nowMillis
     WHERE id = @setId AND (deck_id, name, allows_both, allows_neither) IS NOT (@deckId, @name, @allowsBoth, @allowsNeither)`,
  ),
  delete: database.prepare<[ConceptSetId]>('DELETE FROM concept_sets WHERE id = ?'),
  insertConcept: database.prepare('INSERT INTO concepts (set_id, ordinal, label, colour, shape, key) VALUES (@setId, @ordinal, @label, @colour, @shape, @key)'),
  updateConcept: database.prepare(
    `UPDATE concepts SET ordinal = @ordinal, label = @label, colour = @colour, shape = @shape, key = @key
     WHERE id = @id AND (ordinal, label, colour, shape, key) IS NOT (@ordinal, @label, @colour, @shape, @key)`,
  ),
  /** Labels and keys are unique within a set, and may be exchanged between two concepts. */
  setAside: database.prepare<[ConceptId]>('UPDATE concepts SET label = char(31) || id, key = char(31) || id WHERE id = ?'),
  deleteConcept: database.prepare<[ConceptId]>('DELETE FROM concepts WHERE id = ?'),
}));

/** Sets of the deck and the decks below it, or of all decks for null; by deck, then by name. Throws AppError not-found for a missing deck. */
export function listConceptSets(database: Database, deckId: DeckId | null): readonly StoredConceptSet[] {
  const { list, listAll } = statements(database);
  const rows = deckId === null ? listAll.all() : list.all(JSON.stringify(listDeckWithDescendants(database, deckId)));
  return rows.map((row) => toSet(database, row));
}

/** Null when there is none of that id. */
export function findConceptSet(database: Database, setId: ConceptSetId): StoredConceptSet | null {
  const row = statements(database).get.get(setId);
  return row === undefined ? null : toSet(database, row);
}

/** Throws AppError not-found. */
export function getConceptSet(database: Database, setId: ConceptSetId): StoredConceptSet {
  const set = findConceptSet(database, setId);
  if (set === null) throw new AppError('not-found', 'This concept set no longer exists. It may have been deleted; Undo brings it back.');
  return set;
}

/** The set alone, as questions and screens take it. */
export function toPlainSet({ id, name, concepts, allowsBoth, allowsNeither }: StoredConceptSet): ConceptSet {
  return { id, name, concepts, allowsBoth, allowsNeither };
}

/** Adds a set. Throws AppError not-found for a missing deck, conflict when the deck has a set of that name. The draft must be valid. */
export function insertConceptSet(database: Database, draft: ConceptSetDraft, nowMillis: number): ConceptSetId {
  refuseTakenName(database, draft, 0);
  const { insert, insertConcept } = statements(database);
  const setId = Number(insert.run(columnsOf(draft, nowMillis)).lastInsertRowid) as ConceptSetId;
  for (const [ordinal, { label, colour, shape, key }] of draft.concepts.entries()) insertConcept.run({ setId, ordinal, label, colour, shape, key });
  return setId;
}

/**
 * Changes a set; concepts that are left out go, with their scenarios and memories. Rows that stay as they are are not touched.
 * Throws AppError as insertConceptSet does, and bad-input for a concept of another set. The draft must be valid.
 */
export function updateConceptSet(database: Database, setId: ConceptSetId, draft: ConceptSetDraft, nowMillis: number): void {
  const before = getConceptSet(database, setId);
  refuseTakenName(database, draft, setId);
  const { update, insertConcept, updateConcept, setAside, deleteConcept } = statements(database);
  const stays = new Set(draft.concepts.map(({ id }) => id));
  for (const { id } of before.concepts) if (!stays.has(id)) deleteConcept.run(id);
  for (const concept of draft.concepts) {
    if (concept.id === undefined) continue;
    const known = before.concepts.find(({ id }) => id === concept.id);
    if (known === undefined) throw new AppError('bad-input', 'One of these concepts belongs to another set. Open the set again, and make the change anew.');
    if (known.label !== concept.label || known.key !== concept.key) setAside.run(concept.id);
  }
  for (const [ordinal, { id, label, colour, shape, key }] of draft.concepts.entries()) {
    if (id === undefined) insertConcept.run({ setId, ordinal, label, colour, shape, key });
    else updateConcept.run({ id, ordinal, label, colour, shape, key });
  }
  update.run({ ...columnsOf(draft, nowMillis), setId });
}

/** Deletes the set with its concepts, scenarios, memories, trials and reports; its notes stay. Throws AppError not-found. */
export function deleteConceptSet(database: Database, setId: ConceptSetId): void {
  getConceptSet(database, setId);
  statements(database).delete.run(setId);
}

function refuseTakenName(database: Database, { deckId, name }: ConceptSetDraft, exceptSetId: number): void {
  const deck = getDeck(database, deckId);
  if (statements(database).taken.get(deckId, name, exceptSetId) === undefined) return;
  throw new AppError('conflict', `“${deck.name}” has a concept set named “${name}” already. Choose another name, or add the concepts to that set.`);
}

function columnsOf({ deckId, name, allowsBoth, allowsNeither }: ConceptSetDraft, nowMillis: number) {
  return { deckId, name, allowsBoth: Number(allowsBoth), allowsNeither: Number(allowsNeither), nowMillis };
}

function toSet(database: Database, row: SetRow): StoredConceptSet {
  return { ...row, concepts: statements(database).concepts.all(row.id), allowsBoth: row.allowsBoth === 1, allowsNeither: row.allowsNeither === 1 };
}
