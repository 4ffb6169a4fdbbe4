/** What the miner has proposed for a deck, and what the learner made of it. */

import type { Database } from 'better-sqlite3';
import { AppError } from '../core/errors.ts';
import type { DeckId, NoteId } from '../core/ids.ts';
import { prepareOnce } from './prepare-once.ts';

export type ProposalStatus = 'proposed' | 'accepted' | 'dismissed';

/** A reason as it is kept: `kind` is one of the miner's, `sentence` is for the learner. */
export interface StoredReason {
  readonly kind: string;
  readonly sentence: string;
}

export interface ProposalDraft<Reason extends StoredReason = StoredReason> {
  /** The lower id first. */
  readonly firstNoteId: NoteId;
  readonly secondNoteId: NoteId;
  readonly firstLabel: string;
  readonly secondLabel: string;
  readonly reasons: readonly Reason[];
  readonly score: number;
}

export interface StoredProposal<Reason extends StoredReason = StoredReason> extends ProposalDraft<Reason> {
  readonly id: number;
  readonly deckId: DeckId;
  readonly status: ProposalStatus;
}

type ProposalRow = Omit<StoredProposal, 'reasons'> & { readonly reasons: string };

const COLUMNS =
  'id, deck_id AS deckId, first_note_id AS firstNoteId, second_note_id AS secondNoteId, first_label AS firstLabel, second_label AS secondLabel, reasons, score, status';

const statements = prepareOnce((database) => ({
  forget: database.prepare<[DeckId]>("DELETE FROM pair_proposals WHERE deck_id = ? AND status = 'proposed'"),
  // A pair that was decided on in any deck is not proposed again, and notes may have gone while the miner was at work.
  insert: database.prepare(
    `INSERT INTO pair_proposals (deck_id, first_note_id, second_note_id, first_label, second_label, reasons, score, status, proposed_at_millis)
     SELECT @deckId, @firstNoteId, @secondNoteId, @firstLabel, @secondLabel, @reasons, @score, 'proposed', @nowMillis
     WHERE (SELECT count(*) FROM notes WHERE id IN (@firstNoteId, @secondNoteId)) = 2
       AND NOT EXISTS (SELECT 1 FROM pair_proposals WHERE first_note_id = @firstNoteId AND second_note_id = @secondNoteId AND status <> 'proposed')`,
  ),
  list: database.prepare<[DeckId, number], ProposalRow>(
    `SELECT ${COLUMNS} FROM pair_proposals WHERE deck_id = ? ORDER BY status <> 'proposed', score DESC, id LIMIT ?`,
  ),
  get: database.prepare<[number], ProposalRow>(`SELECT ${COLUMNS} FROM pair_proposals WHERE id = ?`),
  decide: database.prepare<[ProposalStatus, number]>('UPDATE pair_proposals SET status = ? WHERE id = ?'),
}));

/** Puts the miner's findings in place of the deck's undecided ones and returns how many came; pairs decided on before are left out. */
export function replaceProposals(database: Database, deckId: DeckId, drafts: readonly ProposalDraft[], nowMillis: number): number {
  const { forget, insert } = statements(database);
  forget.run(deckId);
  let count = 0;
  for (const { reasons, ...draft } of drafts) count += insert.run({ ...draft, reasons: JSON.stringify(reasons), deckId, nowMillis }).changes;
  return count;
}

/** The undecided first, then by score, highest first. The caller names the kinds of reasons it stored. */
export function listProposals<Reason extends StoredReason>(database: Database, deckId: DeckId, limit: number): readonly StoredProposal<Reason>[] {
  return statements(database)
    .list.all(deckId, limit)
    .map((row) => ({ ...row, reasons: JSON.parse(row.reasons) as Reason[] }));
}

/** Throws AppError not-found. */
export function getProposal(database: Database, proposalId: number): StoredProposal {
  const row = statements(database).get.get(proposalId);
  if (row === undefined) throw new AppError('not-found', 'This proposal no longer exists. Search the deck again for pairs.');
  return { ...row, reasons: JSON.parse(row.reasons) as StoredReason[] };
}

/** The id must exist. */
export function decideProposal(database: Database, proposalId: number, status: ProposalStatus): void {
  statements(database).decide.run(status, proposalId);
}
