/** Handlers for the miner: search a deck for confusable pairs, show what it proposes, make a pair of one or dismiss it. */

import type { minerContract, PairProposal, ProposalReason } from '../../contract/contrast.ts';
import { describePairContrast } from '../../core/contrast/mine-contrast.ts';
import { readMinerNote } from '../../core/contrast/mine-note.ts';
import type { NoteId } from '../../core/ids.ts';
import type { Database } from '../../store/library.ts';
import { makePair } from '../../store/make-pair.ts';
import { getNoteType } from '../../store/note-types.ts';
import { getNote } from '../../store/notes.ts';
import { decideProposal, getProposal, listProposals } from '../../store/pair-proposals.ts';
import type { CommandRules, HandlersOf } from '../handler.ts';
import { minerJobsOf } from '../jobs/miner-jobs.ts';

/** As the miner reads the note now; empty texts when nothing is left to compare. */
function readTexts(database: Database, noteId: NoteId): { readonly front: string; readonly back: string } {
  const note = getNote(database, noteId);
  const { front, back } = readMinerNote(noteId, getNoteType(database, note.noteTypeId), note.fields) ?? { front: '', back: '' };
  return { front, back };
}

export const minerHandlers: HandlersOf<typeof minerContract> = {
  'miner.start': (context, { deckId }) => ({ jobId: minerJobsOf(context).start(context, deckId) }),
  'miner.proposals': ({ library: { database } }, { deckId, limit }) =>
    listProposals<ProposalReason>(database, deckId, limit).map(
      ({ id, firstNoteId, secondNoteId, firstLabel, secondLabel, reasons, score, status }): PairProposal => ({
        id,
        deckId,
        first: { noteId: firstNoteId, label: firstLabel, ...readTexts(database, firstNoteId) },
        second: { noteId: secondNoteId, label: secondLabel, ...readTexts(database, secondNoteId) },
        reasons,
        score,
        status,
      }),
    ),
  'miner.accept': ({ library: { database }, clock, random, describe }, { proposalId, firstLabel, secondLabel }) => {
    const proposal = getProposal(database, proposalId);
    describe(`Make pair “${firstLabel}” and “${secondLabel}”`);
    const contrast = describePairContrast(
      { ...readTexts(database, proposal.firstNoteId), label: firstLabel },
      { ...readTexts(database, proposal.secondNoteId), label: secondLabel },
    );
    const setId = makePair(database, { deckId: proposal.deckId, labels: [firstLabel, secondLabel], contrast }, { nowMillis: clock.nowMillis(), random });
    decideProposal(database, proposalId, 'accepted');
    return { setId };
  },
  'miner.dismiss': ({ library: { database }, describe }, { proposalId }) => {
    const { firstLabel, secondLabel } = getProposal(database, proposalId);
    describe(`Dismiss “${firstLabel}” and “${secondLabel}”`);
    decideProposal(database, proposalId, 'dismissed');
    return null;
  },
};

export const minerRules = {
  'miner.accept': { label: 'Make pair', topics: ['contrast', 'notes', 'cards', 'decks'] },
  'miner.dismiss': { label: 'Dismiss pair', topics: ['contrast'] },
} satisfies Partial<CommandRules>;
