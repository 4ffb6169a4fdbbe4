/** Merges the concept sets of an archive, with their scenarios, memories, trials, experiments and exams. What is here already stays. */

import type { Database } from 'better-sqlite3';
import type { ConceptId, ConceptSetId } from '../core/ids.ts';
import { readStagedRecords } from './archive-rows.ts';
import type { ArchiveIds } from './archive-rows.ts';

/** Needs the decks and notes to be merged; fills `ids.sets` and `ids.concepts`. */
export function mergeArchiveContrasts(database: Database, ids: ArchiveIds, nowMillis: number): void {
  const made = mergeSets(database, ids, nowMillis);
  mergeConcepts(database, ids);
  dropEmptySets(database, ids, made);
  mergeScenarios(database, ids);
  mergeMemories(database, ids);
  mergeTrials(database, ids);
  mergeProposals(database, ids);
  mergeExams(database, ids);
}

/** Returns the sets that were not here before. */
function mergeSets(database: Database, ids: ArchiveIds, nowMillis: number): ReadonlySet<ConceptSetId> {
  const made = new Set<ConceptSetId>();
  const find = database.prepare<[number, string], ConceptSetId>('SELECT id FROM main.concept_sets WHERE deck_id = ? AND name = ?').pluck();
  const insert = database.prepare(
    'INSERT INTO main.concept_sets (deck_id, name, allows_both, allows_neither, created_at_millis, modified_at_millis) VALUES (?, ?, ?, ?, ?, ?)',
  );
  for (const { id, deck, name, allowsBoth, allowsNeither } of readStagedRecords(database, 'concept-sets')) {
    const deckId = ids.deckOf(deck);
    if (deckId === null) continue;
    const known = find.get(deckId, name);
    const setId = known ?? (Number(insert.run(deckId, name, Number(allowsBoth), Number(allowsNeither), nowMillis, nowMillis).lastInsertRowid) as ConceptSetId);
    if (known === undefined) made.add(setId);
    ids.sets.set(id, setId);
  }
  return made;
}

function mergeConcepts(database: Database, ids: ArchiveIds): void {
  const find = database.prepare<[number, string], ConceptId>('SELECT id FROM main.concepts WHERE set_id = ? AND label = ?').pluck();
  const insert = database.prepare('INSERT OR IGNORE INTO main.concepts (set_id, ordinal, label, colour, shape, key) VALUES (?, ?, ?, ?, ?, ?)');
  for (const { id, set, ordinal, label, colour, shape, key } of readStagedRecords(database, 'concepts')) {
    const setId = ids.sets.get(set);
    if (setId === undefined) continue;
    if (find.get(setId, label) === undefined) insert.run(setId, ordinal, label, colour, shape, key);
    const conceptId = find.get(setId, label);
    // Its key may be another concept's here; then it has no place.
    if (conceptId !== undefined) ids.concepts.set(id, conceptId);
  }
}

/** Of a damaged archive: what has fewer than two concepts tells nothing apart. */
function dropEmptySets(database: Database, ids: ArchiveIds, made: ReadonlySet<ConceptSetId>): void {
  const countConcepts = database.prepare<[ConceptSetId], number>('SELECT count(*) FROM main.concepts WHERE set_id = ?').pluck();
  const remove = database.prepare<[ConceptSetId]>('DELETE FROM main.concept_sets WHERE id = ?');
  for (const setId of made) {
    if ((countConcepts.get(setId) ?? 0) >= 2) continue;
    remove.run(setId);
    for (const [sourceId, id] of [...ids.sets]) if (id === setId) ids.sets.delete(sourceId);
  }
}

function mergeScenarios(database: Database, ids: ArchiveIds): void {
  const insert = database.prepare(
    'INSERT OR IGNORE INTO main.scenarios (set_id, key, situation, concept_id, dimension, why, sources) VALUES (@setId, @key, @situation, @conceptId, @dimension, @why, @sources)',
  );
  for (const { set, concept, ...scenario } of readStagedRecords(database, 'scenarios')) {
    const setId = ids.sets.get(set);
    const conceptId = concept === null ? null : ids.concepts.get(concept);
    if (setId !== undefined && conceptId !== undefined) insert.run({ ...scenario, setId, conceptId });
  }
}

/** The two concepts, the smaller id first; null when one of them did not come along. */
function pairOf(ids: ArchiveIds, conceptA: number, conceptB: number): readonly [ConceptId, ConceptId] | null {
  const first = ids.concepts.get(conceptA);
  const second = ids.concepts.get(conceptB);
  if (first === undefined || second === undefined || first === second) return null;
  return first < second ? [first, second] : [second, first];
}

/** Of two memories of the same pair, the one that was asked last counts. */
function mergeMemories(database: Database, ids: ArchiveIds): void {
  const put = database.prepare(
    `INSERT INTO main.pair_memories (concept_a_id, concept_b_id, stability, difficulty, last_day, due_day, day_count)
     VALUES (@first, @second, @stability, @difficulty, @lastDay, @dueDay, @dayCount)
     ON CONFLICT (concept_a_id, concept_b_id) DO UPDATE SET stability = excluded.stability, difficulty = excluded.difficulty,
       last_day = excluded.last_day, due_day = excluded.due_day, day_count = excluded.day_count WHERE excluded.last_day > last_day`,
  );
  for (const { conceptA, conceptB, ...memory } of readStagedRecords(database, 'pair-memories')) {
    const pair = pairOf(ids, conceptA, conceptB);
    if (pair !== null) put.run({ ...memory, first: pair[0], second: pair[1] });
  }
}

function mergeTrials(database: Database, ids: ArchiveIds): void {
  const put = database.prepare(
    `INSERT INTO main.contrast_trials (set_id, concept_a_id, concept_b_id, dimension, raised_at_millis, done_at_millis)
     SELECT @setId, @first, @second, @dimension, @raisedAtMillis, @doneAtMillis WHERE NOT EXISTS (
       SELECT 1 FROM main.contrast_trials WHERE set_id = @setId AND concept_a_id = @first AND concept_b_id = @second AND dimension = @dimension
         AND raised_at_millis = @raisedAtMillis)`,
  );
  for (const { set, conceptA, conceptB, ...trial } of readStagedRecords(database, 'trials')) {
    const setId = ids.sets.get(set);
    const pair = pairOf(ids, conceptA, conceptB);
    if (setId !== undefined && pair !== null) put.run({ ...trial, setId, first: pair[0], second: pair[1] });
  }
  const putArm = database.prepare('INSERT OR IGNORE INTO main.experiment_arms (set_id, dimension, arm, assigned_at_millis) VALUES (@setId, @dimension, @arm, @assignedAtMillis)');
  for (const { set, ...arm } of readStagedRecords(database, 'experiments')) {
    const setId = ids.sets.get(set);
    if (setId !== undefined) putArm.run({ ...arm, setId });
  }
}

function mergeProposals(database: Database, ids: ArchiveIds): void {
  const put = database.prepare(
    `INSERT OR IGNORE INTO main.pair_proposals (deck_id, first_note_id, second_note_id, first_label, second_label, reasons, score, status, proposed_at_millis)
     VALUES (@deckId, @firstNoteId, @secondNoteId, @firstLabel, @secondLabel, @reasons, @score, @status, @proposedAtMillis)`,
  );
  for (const { deck, firstNote, secondNote, reasons, ...proposal } of readStagedRecords(database, 'proposals')) {
    const deckId = ids.deckOf(deck);
    const firstNoteId = ids.noteOf(firstNote);
    const secondNoteId = ids.noteOf(secondNote);
    if (deckId === null || firstNoteId === null || secondNoteId === null) continue;
    put.run({ ...proposal, deckId, firstNoteId, secondNoteId, reasons: JSON.stringify(reasons) });
  }
}

function mergeExams(database: Database, ids: ArchiveIds): void {
  const put = database.prepare(
    `INSERT INTO main.exam_reports (set_id, title, taken_at_millis, correct, total, report) SELECT @setId, @title, @takenAtMillis, @correct, @total, @report
     WHERE NOT EXISTS (SELECT 1 FROM main.exam_reports WHERE set_id = @setId AND taken_at_millis = @takenAtMillis)`,
  );
  for (const { set, report, ...exam } of readStagedRecords(database, 'exam-reports')) {
    const setId = ids.sets.get(set);
    if (setId !== undefined) put.run({ ...exam, setId, report: JSON.stringify(report) });
  }
}
