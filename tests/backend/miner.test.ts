import { describe, expect, test } from 'vitest';
import type { PairProposal } from '../../src/contract/contrast.ts';
import type { JobStatus } from '../../src/contract/import.ts';
import type { AppEvent } from '../../src/contract/transport.ts';
import type { DeckId, JobId, NoteId } from '../../src/core/ids.ts';
import { openContrastSession } from './contrast-session.ts';
import type { ContrastSession } from './contrast-session.ts';

interface MinedDeck extends ContrastSession {
  readonly deckId: DeckId;
  readonly mine: () => Promise<JobStatus>;
  readonly proposals: () => Promise<readonly PairProposal[]>;
  readonly noteIdOf: (front: string) => NoteId;
}

const WORDS: readonly (readonly [string, string])[] = [
  ['affect', 'to have an influence on something'],
  ['effect', 'what an influence brings about'],
  ['rough', 'not smooth to the touch'],
  ['volcano', 'a mountain that may throw out lava'],
  ['What is the capital of France?', 'Paris'],
];

async function openDeck(cards: readonly (readonly [string, string])[] = WORDS): Promise<MinedDeck> {
  const session = openContrastSession();
  const { deckId } = await session.client.call('deck.create', { name: 'Words' });
  const [type] = session.query<{ id: number }>("SELECT id FROM note_types WHERE name = 'Basic'");
  const ids = new Map<string, NoteId>();
  for (const [front, back] of cards) {
    const { noteId } = await session.client.call('note.add', { noteTypeId: type?.id ?? 0, deckId, fields: [front, back], tags: [] });
    ids.set(front, noteId);
  }
  return {
    ...session,
    deckId,
    mine: async () => await waitFor(session, (await session.client.call('miner.start', { deckId })).jobId),
    proposals: () => session.client.call('miner.proposals', { deckId, limit: 100 }),
    noteIdOf: (front) => ids.get(front) as NoteId,
  };
}

async function waitFor(session: ContrastSession, jobId: JobId): Promise<JobStatus> {
  return await new Promise((resolve) => {
    const look = (status: JobStatus): void => {
      if (status.status === 'running') return;
      off();
      resolve(status);
    };
    const off = session.backend.onEvent((event: AppEvent) => {
      if (event.type === 'job' && event.jobId === jobId) look(event.status);
    });
    void session.client.call('job.status', { jobId }).then(look);
  });
}

function only<Value>(values: readonly Value[]): Value {
  expect(values).toHaveLength(1);
  return values[0] as Value;
}

describe('the miner as a job', () => {
  test('proposes the pair with its notes, labels, reasons and score, and says how much it looked at', async () => {
    const deck = await openDeck();
    expect(await deck.mine()).toEqual({ status: 'mined', report: { notes: 5, proposals: 1 } });
    const proposal = only(await deck.proposals());
    expect(proposal).toMatchObject({
      deckId: deck.deckId,
      status: 'proposed',
      first: { noteId: deck.noteIdOf('affect'), label: 'affect', front: 'affect', back: 'to have an influence on something' },
      second: { noteId: deck.noteIdOf('effect'), label: 'effect' },
    });
    expect(proposal.reasons[0]).toEqual({ kind: 'alike-fronts', sentence: 'Their fronts look alike: “affect”, “effect”.' });
    expect(proposal.score).toBeGreaterThanOrEqual(0.5);
    expect(proposal.score).toBeLessThanOrEqual(1);
  });

  test('a search that is cancelled at once ends as cancelled and proposes nothing', async () => {
    const deck = await openDeck();
    const { jobId } = await deck.client.call('miner.start', { deckId: deck.deckId });
    await deck.client.call('job.cancel', { jobId });
    expect(await waitFor(deck, jobId)).toEqual({ status: 'cancelled' });
    expect(await deck.proposals()).toEqual([]);
  });

  test('a deck that does not exist is refused with a sentence', async () => {
    const deck = await openDeck();
    await expect(deck.client.call('miner.start', { deckId: 999_999 })).rejects.toMatchObject({ code: 'not-found' });
  });

  test('searching is no step to undo', async () => {
    const deck = await openDeck();
    const before = await deck.client.call('undo.state', {});
    await deck.mine();
    expect(await deck.client.call('undo.state', {})).toEqual(before);
  });

  test('an answer typed for another note makes the two a pair, and says how often', async () => {
    const deck = await openDeck();
    const wanted = deck.noteIdOf('rough');
    const answer = async (): Promise<void> => {
      for (let view = await deck.client.call('study.view', { deckId: deck.deckId }); view.current !== null; ) {
        const card = view.current;
        const answered = { asked: 'not smooth to the touch', answered: 'A mountain that may throw out LAVA.', correct: false };
        view = await deck.client.call('study.grade', { deckId: deck.deckId, cardId: card.cardId, rating: 4, durationMillis: 1, ...(card.noteId === wanted ? { answered } : {}) });
        if (card.noteId === wanted) return;
      }
    };
    await answer();
    await deck.mine();
    const mixedUp = (await deck.proposals()).find(({ reasons }) => reasons[0]?.kind === 'answered-for-each-other');
    expect(mixedUp).toMatchObject({ first: { noteId: wanted }, second: { noteId: deck.noteIdOf('volcano') } });
    expect(mixedUp?.reasons[0]?.sentence).toBe('You answered “A mountain that may throw out LAVA.” for the other once.');
  });
});

describe('deciding on a proposal', () => {
  test('a dismissed pair is not proposed again, and undo brings it back', async () => {
    const deck = await openDeck();
    await deck.mine();
    const { id } = only(await deck.proposals());
    await deck.client.call('miner.dismiss', { proposalId: id });
    expect(await deck.mine()).toMatchObject({ report: { proposals: 0 } });
    expect(only(await deck.proposals()).status).toBe('dismissed');
    await deck.client.call('undo.undo', {});
    expect(only(await deck.proposals()).status).toBe('proposed');
  });

  test('accepting makes the set and its contrast in one step that undo takes back whole', async () => {
    const deck = await openDeck();
    await deck.mine();
    const before = deck.dump('concept_sets', 'concepts', 'notes', 'cards', 'pair_proposals');
    const { id } = only(await deck.proposals());
    const { setId } = await deck.client.call('miner.accept', { proposalId: id, firstLabel: 'affect', secondLabel: 'effect' });
    const set = await deck.client.call('conceptSet.get', { setId });
    expect(set).toMatchObject({ name: 'affect and effect', deckId: deck.deckId, concepts: [{ label: 'affect', key: 'a' }, { label: 'effect', key: 'e' }] });
    const row = only(set.rows);
    expect(row.dimension).toBe('Meaning');
    expect(row.statements.map(({ text }) => text)).toEqual(['to have an influence on something', 'what an influence brings about']);
    expect(only(await deck.proposals()).status).toBe('accepted');
    await deck.client.call('undo.undo', {});
    expect(deck.dump('concept_sets', 'concepts', 'notes', 'cards', 'pair_proposals')).toEqual(before);
  });

  test('a set that has both labels takes the contrast in', async () => {
    const deck = await openDeck();
    const made = await deck.makeSet({ deckId: deck.deckId, name: 'Mine', concepts: [
      { label: 'Effect', colour: 'slate', shape: 'square', key: 'e' },
      { label: 'Affect', colour: 'amber', shape: 'circle', key: 'a' },
    ] });
    await deck.mine();
    const { id } = only(await deck.proposals());
    const { setId } = await deck.client.call('miner.accept', { proposalId: id, firstLabel: 'affect', secondLabel: 'effect' });
    expect(setId).toBe(made.id);
    const set = await deck.client.call('conceptSet.get', { setId });
    const affect = set.concepts.find(({ label }) => label === 'Affect')?.id;
    expect(only(set.rows).statements.find(({ side }) => side === affect)?.text).toBe('to have an influence on something');
  });

  test('labels that cannot be told apart are refused, and nothing is made', async () => {
    const deck = await openDeck();
    await deck.mine();
    const { id } = only(await deck.proposals());
    await expect(deck.client.call('miner.accept', { proposalId: id, firstLabel: 'effect', secondLabel: 'Effect' })).rejects.toMatchObject({ code: 'bad-input' });
    expect(deck.query('SELECT 1 FROM concept_sets')).toEqual([]);
  });

  test('two terms of one meaning become a statement of both', async () => {
    const deck = await openDeck([['rapide', 'quick and fast'], ['prompt', 'quick and fast'], ['lent', 'slow as a snail']]);
    await deck.mine();
    const { id } = only(await deck.proposals());
    const { setId } = await deck.client.call('miner.accept', { proposalId: id, firstLabel: 'rapide', secondLabel: 'prompt' });
    const set = await deck.client.call('conceptSet.get', { setId });
    expect(set.allowsBoth).toBe(true);
    expect(only(set.rows).statements).toMatchObject([{ side: 'both', text: 'quick and fast' }]);
  });
});
