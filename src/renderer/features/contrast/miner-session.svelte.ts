/** One search for confusable pairs: running in the background, its proposals taken up one by one. */

import type { Client } from '../../../contract/client.ts';
import type { PairProposal } from '../../../contract/contrast.ts';
import type { JobStatus } from '../../../contract/import.ts';
import type { AppEvent } from '../../../contract/transport.ts';
import { toErrorReport, type ErrorReport } from '../../../core/errors.ts';
import type { ConceptSetId, DeckId, JobId } from '../../../core/ids.ts';

/** How often a running search is asked for its state, should its events have been missed. */
const POLL_MILLIS = 1000;
const MOST_PROPOSALS = 200;

export class MinerSession {
  stage = $state<'loading' | 'idle' | 'running' | 'cancelling'>('loading');
  progress = $state.raw<{ readonly done: number; readonly total: number | null } | null>(null);
  /** Those that wait for a decision, the likeliest first. */
  proposals = $state.raw<readonly PairProposal[]>([]);
  /** True once the deck was searched, now or earlier. */
  wasSearched = $state(false);
  problem = $state.raw<ErrorReport | null>(null);
  deciding = $state(false);

  readonly #client: Client;
  readonly #deckId: DeckId;
  #jobId: JobId | null = null;

  constructor(client: Client, deckId: DeckId) {
    this.#client = client;
    this.#deckId = deckId;
  }

  /** Listens to the search, asks for its state where its events are missed; returns the function that stops that. */
  follow(): () => void {
    const off = this.#client.onEvent((event) => this.#hear(event));
    const poll = setInterval(() => void this.#ask(), POLL_MILLIS);
    void this.refresh();
    return () => {
      off();
      clearInterval(poll);
    };
  }

  async refresh(): Promise<void> {
    try {
      const all = await this.#client.call('miner.proposals', { deckId: this.#deckId, limit: MOST_PROPOSALS });
      this.proposals = all.filter(({ status }) => status === 'proposed');
      if (all.length > 0) this.wasSearched = true;
    } catch (error) {
      this.problem = toErrorReport(error);
    }
    if (this.stage === 'loading') this.stage = 'idle';
  }

  async start(): Promise<void> {
    if (this.stage !== 'idle') return;
    this.problem = null;
    this.progress = null;
    this.stage = 'running';
    try {
      this.#jobId = (await this.#client.call('miner.start', { deckId: this.#deckId })).jobId;
      await this.#ask();
    } catch (error) {
      this.problem = toErrorReport(error);
      this.stage = 'idle';
    }
  }

  async cancel(): Promise<void> {
    if (this.#jobId === null || this.stage !== 'running') return;
    this.stage = 'cancelling';
    await this.#client.call('job.cancel', { jobId: this.#jobId }).catch((error: unknown) => (this.problem = toErrorReport(error)));
  }

  /** Makes the pair and returns the set it went to; null when it failed. */
  async accept(proposal: PairProposal, firstLabel: string, secondLabel: string): Promise<ConceptSetId | null> {
    const made = await this.#decide(proposal, () => this.#client.call('miner.accept', { proposalId: proposal.id, firstLabel, secondLabel }));
    return made?.setId ?? null;
  }

  /** True when it is dismissed. */
  async dismiss(proposal: PairProposal): Promise<boolean> {
    const done = await this.#decide(proposal, async () => {
      await this.#client.call('miner.dismiss', { proposalId: proposal.id });
      return true as const;
    });
    return done === true;
  }

  async #decide<Value>(proposal: PairProposal, run: () => Promise<Value>): Promise<Value | null> {
    if (this.deciding) return null;
    this.deciding = true;
    try {
      const value = await run();
      this.proposals = this.proposals.filter(({ id }) => id !== proposal.id);
      this.problem = null;
      return value;
    } catch (error) {
      this.problem = toErrorReport(error);
      return null;
    } finally {
      this.deciding = false;
    }
  }

  async #ask(): Promise<void> {
    const jobId = this.#jobId;
    if (jobId === null || this.stage === 'idle' || this.stage === 'loading') return;
    try {
      this.#take(await this.#client.call('job.status', { jobId }));
    } catch {
      // A host that does not answer now is asked again a second later; the job's own events may come first.
    }
  }

  #hear(event: AppEvent): void {
    if (event.type === 'job' && event.jobId === this.#jobId) this.#take(event.status);
    else if (event.type === 'changed' && event.topics.includes('contrast')) void this.refresh();
  }

  #take(status: JobStatus): void {
    if (this.stage !== 'running' && this.stage !== 'cancelling') return;
    if (status.status === 'running') {
      this.progress = { done: status.progress.done, total: status.progress.total };
      return;
    }
    this.#jobId = null;
    this.stage = 'idle';
    if (status.status === 'failed') this.problem = status.error;
    if (status.status === 'mined') this.wasSearched = true;
    void this.refresh();
  }
}
