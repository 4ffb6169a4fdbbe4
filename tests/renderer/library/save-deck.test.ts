import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ContrastTextExport, DeckNode } from '../../../src/contract/library.ts';
import { AppError } from '../../../src/core/errors.ts';
import type { App } from '../../../src/renderer/client/app-context.ts';
import { saveDeckAsText } from '../../../src/renderer/features/library/library-actions.ts';

interface Saved {
  readonly name: string;
  readonly text: string;
}

/** An app whose backend answers the export so, and the files and messages that come of it. */
function createScene(answer: ContrastTextExport | AppError) {
  const blobs = new Map<string, Blob>();
  const links: { name: string; address: string }[] = [];
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    const address = `blob:${blobs.size}`;
    blobs.set(address, blob as Blob);
    return address;
  });
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    links.push({ name: this.download, address: this.href });
  });
  const messages: string[] = [];
  const app = {
    client: { call: () => (answer instanceof AppError ? Promise.reject(answer) : Promise.resolve(answer)) },
    toasts: { show: (text: string) => messages.push(text) },
    report: (thrown: unknown) => messages.push((thrown as Error).message),
  } as unknown as App;
  const read = (): Promise<Saved[]> => Promise.all(links.map(async ({ name, address }) => ({ name, text: (await blobs.get(address)?.text()) ?? '' })));
  return { app, messages, read };
}

const deck = { id: 1, label: 'Sky', name: 'Sky' } as unknown as DeckNode;

afterEach(() => {
  vi.restoreAllMocks();
});

describe('saving a deck as text', () => {
  it('hands over a file of that name and says how many notes are in it', async () => {
    const scene = createScene({ fileName: 'Sky.txt', text: 'contrast-deck: 1\n', noteCount: 2, leftOutCount: 1 });
    await saveDeckAsText(scene.app, deck);
    expect(await scene.read()).toEqual([{ name: 'Sky.txt', text: 'contrast-deck: 1\n' }]);
    expect(scene.messages).toEqual(['2 notes of “Sky” saved as Sky.txt. 1 note left out: only notes of the built-in note types can be text.']);
    expect(document.querySelector('a[download]')).toBeNull();
  });

  it('saves nothing and says why when no note can be text', async () => {
    const scene = createScene(new AppError('format-unsupported', '“Sky” has no notes that can be written as text.'));
    await saveDeckAsText(scene.app, deck);
    expect(await scene.read()).toEqual([]);
    expect(scene.messages).toEqual(['“Sky” has no notes that can be written as text.']);
  });
});
