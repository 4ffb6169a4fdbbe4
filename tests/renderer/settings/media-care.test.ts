import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, describe, expect, it } from 'vitest';
import type { MediaReport } from '../../../src/contract/media.ts';
import MediaCare from '../../../src/renderer/features/settings/MediaCare.svelte';
import AppHarness from '../edit/AppHarness.svelte';
import { createFakeBackend } from '../edit/fake-backend.ts';

const CLEAN: MediaReport = {
  files: 12,
  unused: { count: 0, sizeBytes: 0, names: [] },
  missing: [],
  missingCount: 0,
  leftovers: { count: 0, sizeBytes: 0, heldByBackups: 0, canBeSwept: true },
};

afterEach(cleanup);

/** Reports come in turn; the last one stays. */
function open(...reports: readonly MediaReport[]) {
  let asked = 0;
  const backend = createFakeBackend({
    'media.check': () => reports[Math.min(asked++, reports.length - 1)] ?? CLEAN,
    'media.remove-unused': () => ({ count: 2, sizeBytes: 2000 }),
    'media.sweep': () => ({ count: 3, sizeBytes: 3000, heldByBackups: 0 }),
    'undo.state': () => ({ undo: null, redo: null }),
  });
  render(AppHarness, { client: backend.client, screen: MediaCare, screenProps: {} });
  return backend;
}

const press = async (name: RegExp): Promise<void> => void (await fireEvent.click(await screen.findByRole('button', { name })));

describe('looking after pictures and sounds', () => {
  it('says so when all are used and none is missing', async () => {
    open(CLEAN);
    await press(/^Check pictures/);
    expect(await screen.findByText('All of them are used, and none is missing.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^(Remove|Delete)/ })).toBeNull();
  });

  it('names what is missing and what is unused, and removes that only when asked', async () => {
    const backend = open({ ...CLEAN, missing: [{ name: 'gone.png', uses: 1 }], missingCount: 1, unused: { count: 2, sizeBytes: 2000, names: ['a.png', 'b.mp3'] } }, CLEAN);
    await press(/^Check pictures/);
    for (const name of ['gone.png', 'a.png', 'b.mp3']) expect(await screen.findByText(name)).toBeTruthy();
    expect(backend.callsOf('media.remove-unused')).toEqual([]);
    await press(/^Remove 2 unused files/);
    expect(await screen.findByText('All of them are used, and none is missing.')).toBeTruthy();
    expect(backend.callsOf('media.remove-unused')).toHaveLength(1);
    await waitFor(() => expect(document.activeElement?.textContent).toContain('Check again'));
  });

  it('deletes what was left behind only once nothing can be undone that may need it', async () => {
    const leftovers = { count: 3, sizeBytes: 3000, heldByBackups: 0, canBeSwept: false };
    const backend = open({ ...CLEAN, leftovers }, { ...CLEAN, leftovers: { ...leftovers, canBeSwept: true } }, CLEAN);
    await press(/^Check pictures/);
    expect(await screen.findByText(/^Undo may still need them\./)).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Delete/ })).toBeNull();
    await press(/^Check again/);
    await press(/^Delete 3 files/);
    await waitFor(() => expect(backend.callsOf('media.sweep')).toHaveLength(1));
  });
});
