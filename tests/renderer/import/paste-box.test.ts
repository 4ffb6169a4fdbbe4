import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import type { FileTicket, JobId } from '../../../src/core/ids.ts';
import ImportScreen from '../../../src/renderer/features/import/ImportScreen.svelte';
import AppHarness from '../edit/AppHarness.svelte';
import { createFakeBackend, type Answers } from '../edit/fake-backend.ts';
import { OVERVIEW } from '../edit/samples.ts';
import { makePreview, makeTextPreview } from './samples.ts';

// The frame of a card needs a real browser; it has tests of its own there.
vi.mock('../../../src/renderer/shared/CardSides.svelte', async () => ({ default: (await import('./NoCard.svelte')).default }));

afterEach(() => {
  cleanup();
  window.location.hash = '';
});

function open(answers: Answers = {}) {
  let texts = 0;
  const backend = createFakeBackend({
    'library.overview': () => OVERVIEW,
    'import.text': () => ({ ticket: `text-${(texts += 1)}` as FileTicket }),
    'import.preview': ({ options }) => makeTextPreview({ deckName: 'Pasted text', ...options?.text }),
    'import.start': () => ({ jobId: 'job1' as JobId }),
    'job.status': () => ({ status: 'running', progress: { phase: 'reading-notes', done: 0, total: null } }),
    'undo.state': () => ({ undo: null, redo: null }),
    ...answers,
  });
  render(AppHarness, { client: backend.client, screen: ImportScreen, screenProps: { tickets: [], onclose: vi.fn() } });
  return backend;
}

/** As the clipboard gives it with Ctrl+V. */
async function paste(text: string, target: Element = document.body): Promise<void> {
  const event = new Event('paste', { bubbles: true, cancelable: true });
  Object.assign(event, { clipboardData: { items: [], getData: () => text } });
  target.dispatchEvent(event);
  await Promise.resolve();
}

describe('pasting a text on the import screen', () => {
  it('shows what it would bring, and imports it with Enter', async () => {
    const { callsOf } = open();
    await paste('hablar\tto speak\ncasa\thouse');
    await screen.findByRole('button', { name: /^Import 2 notes/ });
    expect(screen.getByLabelText<HTMLTextAreaElement>('Text').value).toBe('hablar\tto speak\ncasa\thouse');
    expect(callsOf('import.text')).toEqual([{ text: 'hablar\tto speak\ncasa\thouse', name: 'Pasted text', replaces: null }]);
    await fireEvent.keyDown(document.body, { key: 'Enter' });
    await waitFor(() => expect(callsOf('import.start').map((input) => input.ticket)).toEqual(['text-1']));
  });

  it('does nothing with what is pasted into a field', async () => {
    const { callsOf } = open();
    await paste('a\tb');
    const tags = await screen.findByLabelText('Tags for every note');
    await paste('other text', tags);
    expect(callsOf('import.text')).toHaveLength(1);
  });

  it('begins empty when the box is opened by hand, with nothing to import until there is a text', async () => {
    const { callsOf } = open();
    await fireEvent.click(await screen.findByRole('button', { name: /Paste a text/ }));
    const box = await screen.findByLabelText('Text');
    expect(document.activeElement).toBe(box);
    expect(screen.getByRole<HTMLButtonElement>('button', { name: /^Import 0 notes/ }).disabled).toBe(true);
    await fireEvent.input(box, { target: { value: 'a\tb' } });
    await screen.findByRole('button', { name: /^Import 2 notes/ });
    await fireEvent.input(box, { target: { value: ' ' } });
    expect(await screen.findByRole('button', { name: /^Import 0 notes/ })).toBeTruthy();
    expect(callsOf('import.text')).toHaveLength(1);
  });

  it('guesses anew with each change of the text until somebody says how it is to be read, and the text before is let go', async () => {
    const { callsOf } = open();
    await paste('a\tb');
    const box = await screen.findByLabelText('Text');
    await screen.findByRole('button', { name: /^Import 2 notes/ });
    await fireEvent.input(box, { target: { value: 'a;b' } });
    await waitFor(() => expect(callsOf('import.preview')).toHaveLength(2));
    expect(callsOf('import.text').at(-1)).toEqual({ text: 'a;b', name: 'Pasted text', replaces: 'text-1' });
    expect(callsOf('import.preview').at(-1)?.options?.text).toBeNull();

    await fireEvent.change(screen.getByLabelText('Between cards'), { target: { value: '1' } });
    await waitFor(() => expect(callsOf('import.preview')).toHaveLength(3));
    expect(callsOf('import.preview').at(-1)?.options?.text?.cardSeparator).toBe('\n\n');
    await fireEvent.input(box, { target: { value: 'a;b;c' } });
    await waitFor(() => expect(callsOf('import.preview')).toHaveLength(4));
    expect(callsOf('import.preview').at(-1)?.options?.text?.cardSeparator).toBe('\n\n');
  });

  it('takes a separator of one’s own, with a tab and a line end as one types them', async () => {
    const { callsOf } = open();
    await paste('a\tb');
    await fireEvent.change(await screen.findByLabelText('Between cards'), { target: { value: 'other' } });
    await fireEvent.input(screen.getByLabelText('Between cards, as typed'), { target: { value: '\\n--\\n' } });
    await waitFor(() => expect(callsOf('import.preview').at(-1)?.options?.text?.cardSeparator).toBe('\n--\n'));
  });

  it('says quietly what is wrong with a text that cannot be read, and goes on when it can', async () => {
    let isReadable = false;
    open({
      'import.preview': () => {
        if (!isReadable) throw new AppError('nothing-to-import', 'There are no two columns in it.');
        return makeTextPreview();
      },
    });
    await paste('word');
    expect(await screen.findByText('There are no two columns in it.')).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: /^Import 0 notes/ }).disabled).toBe(true);
    isReadable = true;
    await fireEvent.input(screen.getByLabelText('Text'), { target: { value: 'a\tb' } });
    expect(await screen.findByRole('button', { name: /^Import 2 notes/ })).toBeTruthy();
    expect(screen.queryByText('There are no two columns in it.')).toBeNull();
  });

  it('sends the newest text before it starts, however fast Ctrl+Enter comes', async () => {
    const { callsOf } = open();
    await paste('a\tb');
    const box = await screen.findByLabelText('Text');
    await screen.findByRole('button', { name: /^Import 2 notes/ });
    await fireEvent.input(box, { target: { value: 'c\td' } });
    await fireEvent.keyDown(box, { key: 'Enter', ctrlKey: true });
    await waitFor(() => expect(callsOf('import.start').map((input) => input.ticket)).toEqual(['text-2']));
    expect(callsOf('import.text').map((input) => input.text)).toEqual(['a\tb', 'c\td']);
  });
});

describe('how a text is read', () => {
  it('can be another format, then everything about it is guessed anew', async () => {
    const { callsOf } = open({ 'import.preview': ({ options }) => ({ ...makeTextPreview(), format: options?.format ?? 'csv', formats: ['csv', 'remnote'] }) });
    await paste('a >> b');
    await fireEvent.change(await screen.findByLabelText('Read as'), { target: { value: 'remnote' } });
    await waitFor(() => expect(callsOf('import.preview')).toHaveLength(2));
    expect(callsOf('import.preview')[1]?.options).toMatchObject({ format: 'remnote', text: null });
  });

  it('is as it was for the same kind of file, and can be forgotten', async () => {
    const yesterday = Date.now() - 26 * 3_600_000;
    const { callsOf } = open({
      'import.preview': ({ options }) => ({ ...makeTextPreview(), savedMapping: options?.useSavedMapping === false ? null : { fileName: 'spanish-2.csv', savedAtMillis: yesterday } }),
    });
    await paste('a\tb');
    const line = await screen.findByText(/Read like/);
    expect(line.textContent).toBe('Read like spanish-2.csv, yesterday.');
    await fireEvent.click(screen.getByRole('button', { name: 'Read anew' }));
    await waitFor(() => expect(screen.queryByText(/Read like/)).toBeNull());
    await waitFor(() => expect(callsOf('import.preview').at(-1)?.options).toMatchObject({ useSavedMapping: false, text: null }));
  });
});

describe('note types of a file that the library has otherwise', () => {
  const match = {
    name: 'Vocabulary',
    noteCount: 12,
    fieldNames: ['Word', 'Meaning', 'Example'],
    target: 'Vocabulary',
    fields: [
      { from: 'Word', to: 'Front' },
      { from: 'Meaning', to: 'Back' },
      { from: 'Example', to: null },
    ],
    choices: [
      { name: 'Vocabulary', fieldNames: ['Front', 'Back', 'Hint'] },
      { name: 'Basic', fieldNames: ['Front', 'Back'] },
    ],
  };

  it('are shown with where each field goes; a change is sent, and no two fields go to one place', async () => {
    const { callsOf } = open({ 'import.preview': () => makePreview({ noteTypeMatches: [match] }) });
    await paste('x');
    expect((await screen.findByLabelText<HTMLSelectElement>('Example of Vocabulary goes to')).selectedOptions[0]?.textContent).toMatch(/Nowhere/);
    await fireEvent.change(screen.getByLabelText('Example of Vocabulary goes to'), { target: { value: 'Back' } });
    await waitFor(() => expect(callsOf('import.preview')).toHaveLength(2));
    expect(callsOf('import.preview')[1]?.options?.noteTypes).toEqual([
      {
        name: 'Vocabulary',
        target: 'Vocabulary',
        fields: [
          { from: 'Word', to: 'Front' },
          { from: 'Meaning', to: null },
          { from: 'Example', to: 'Back' },
        ],
      },
    ]);
    await fireEvent.change(screen.getByLabelText('Notes of Vocabulary become'), { target: { value: '\nnew' } });
    await waitFor(() => expect(callsOf('import.preview')).toHaveLength(3));
    expect(callsOf('import.preview')[2]?.options?.noteTypes).toEqual([{ name: 'Vocabulary', target: null, fields: [] }]);
  });

  it('leave the choice by what a note is known again to a quiet place', async () => {
    const { callsOf } = open({ 'import.preview': () => makePreview({ noteTypeMatches: [match] }) });
    await paste('x');
    await fireEvent.change(await screen.findByLabelText('A note is known again'), { target: { value: 'guid' } });
    await fireEvent.keyDown(document.body, { key: 'Enter' });
    await waitFor(() => expect(callsOf('import.start')[0]?.options).toMatchObject({ matchBy: 'guid', matchField: null }));
  });
});
