import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, describe, expect, it } from 'vitest';
import type { PairProposal } from '../../../src/contract/contrast.ts';
import type { JobStatus } from '../../../src/contract/import.ts';
import { AppError } from '../../../src/core/errors.ts';
import type { ConceptSetId, DeckId, JobId } from '../../../src/core/ids.ts';
import type { App } from '../../../src/renderer/client/app-context.ts';
import ContrastScreen from '../../../src/renderer/features/contrast/ContrastScreen.svelte';
import AppHarness from '../edit/AppHarness.svelte';
import type { Answers } from '../edit/fake-backend.ts';
import { createContrastBackend, makeProposal } from './samples.ts';

afterEach(cleanup);

const JOB = 'job1' as JobId;

function open(found: readonly PairProposal[], options: { readonly isSearched: boolean; readonly answers?: Answers } = { isSearched: true }) {
  let proposals = options.isSearched ? found : [];
  let status: JobStatus = { status: 'running', progress: { phase: 'comparing', done: 40, total: 120 } };
  const decide = (id: number): void => {
    proposals = proposals.filter((proposal) => proposal.id !== id);
  };
  const backend = createContrastBackend(null, {
    'miner.proposals': () => proposals,
    'miner.start': () => ({ jobId: JOB }),
    'job.status': () => status,
    'job.cancel': () => {
      end({ status: 'cancelled' });
      return null;
    },
    'miner.accept': ({ proposalId }) => {
      decide(proposalId);
      return { setId: 1 as ConceptSetId };
    },
    'miner.dismiss': ({ proposalId }) => {
      decide(proposalId);
      return null;
    },
    ...options.answers,
  });
  const end = (final: JobStatus): void => {
    status = final;
    if (final.status === 'mined') proposals = found;
    backend.emit({ type: 'job', jobId: JOB, status: final });
  };
  let app: App | undefined;
  render(AppHarness, {
    client: backend.client,
    screen: ContrastScreen,
    screenProps: { deckId: 1 as DeckId, setId: null, onclose: () => undefined },
    onapp: (made: App) => (app = made),
  });
  return { ...backend, end, readToasts: () => app?.toasts.list.map(({ text }) => text) ?? [] };
}

async function showProposals(): Promise<void> {
  await screen.findByRole('heading', { name: 'Give Spanish a concept set' });
  await press('f');
}

async function press(key: string): Promise<void> {
  await fireEvent.keyDown(document.activeElement ?? document.body, { key });
}

async function expectFocus(words: RegExp): Promise<void> {
  await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toMatch(words));
}

const TWO = [makeProposal(1, 'raise', 'rise'), makeProposal(2, 'affect', 'effect')];

describe('proposed pairs', () => {
  it('are looked for in the background, with progress, and the first gets the focus', async () => {
    const { end, callsOf } = open(TWO, { isSearched: false });
    await showProposals();
    await fireEvent.click(await screen.findByRole('button', { name: 'Look for pairs' }));
    expect(callsOf('miner.start')).toEqual([{ deckId: 1 }]);
    expect(await screen.findByText('40 of 120')).toBeTruthy();
    end({ status: 'mined', report: { notes: 120, proposals: 2 } });
    await expectFocus(/^Proposal 1: raise and rise\. Their fronts differ in one word: raise, rise\./);
    expect(screen.getByText('What is raise?')).toBeTruthy();
    expect(screen.getByText('the rise')).toBeTruthy();
  });

  it('are not looked for any more after Cancel', async () => {
    const { callsOf } = open(TWO, { isSearched: false });
    await showProposals();
    await fireEvent.click(await screen.findByRole('button', { name: 'Look for pairs' }));
    await fireEvent.click(await screen.findByRole('button', { name: 'Cancel' }));
    expect(callsOf('job.cancel')).toEqual([{ jobId: JOB }]);
    expect(await screen.findByRole('button', { name: 'Look for pairs' })).toBeTruthy();
  });

  it('are taken by A and dismissed by D, and the next one gets the focus', async () => {
    const { callsOf, readToasts } = open([...TWO, makeProposal(3, 'lie', 'lay')]);
    await showProposals();
    await expectFocus(/raise and rise/);
    await press('d');
    await expectFocus(/affect and effect/);
    expect(callsOf('miner.dismiss')).toEqual([{ proposalId: 1 }]);
    await press('a');
    await expectFocus(/lie and lay/);
    expect(callsOf('miner.accept')).toEqual([{ proposalId: 2, firstLabel: 'affect', secondLabel: 'effect' }]);
    expect(readToasts()).toContain('“affect” and “effect” are a pair now.');
  });

  it('are walked by arrows, and Enter and Delete decide too', async () => {
    const { callsOf } = open(TWO);
    await showProposals();
    await expectFocus(/raise and rise/);
    await press('ArrowDown');
    await expectFocus(/affect and effect/);
    await press('Delete');
    await expectFocus(/raise and rise/);
    await press('Enter');
    await waitFor(() => expect(callsOf('miner.accept')).toEqual([{ proposalId: 1, firstLabel: 'raise', secondLabel: 'rise' }]));
    expect(callsOf('miner.dismiss')).toEqual([{ proposalId: 2 }]);
  });

  it('take the names that were written into them, in which letters are no keys', async () => {
    const { callsOf } = open(TWO);
    await showProposals();
    const [label] = await screen.findAllByRole('textbox', { name: 'First concept' });
    label?.focus();
    await press('d');
    expect(callsOf('miner.dismiss')).toEqual([]);
    await fireEvent.input(label as HTMLElement, { target: { value: 'to raise' } });
    await fireEvent.click(screen.getAllByRole('button', { name: /Make it a pair/ })[0] as HTMLElement);
    await waitFor(() => expect(callsOf('miner.accept')).toEqual([{ proposalId: 1, firstLabel: 'to raise', secondLabel: 'rise' }]));
  });

  it('stay when one could not be taken, with the reason', async () => {
    open(TWO, {
      isSearched: true,
      answers: {
        'miner.accept': () => {
          throw new AppError('not-found', 'One of the two notes was deleted. Dismiss this pair.');
        },
      },
    });
    await showProposals();
    await expectFocus(/raise and rise/);
    await press('a');
    expect((await screen.findByRole('alert')).textContent).toContain('was deleted');
    expect(screen.getByText('What is raise?')).toBeTruthy();
  });
});
