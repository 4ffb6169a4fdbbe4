/** Every choice of an import that a person makes on screen can be made at the terminal. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { placeOf, versus, writeLines } from './terminal.ts';

interface Imported {
  readonly fates: Readonly<Record<string, number>>;
  readonly format: string;
  readonly warnings: readonly { readonly code: string }[];
  readonly settled: number;
}

async function importJson(...args: string[]): Promise<Imported> {
  const { out, err } = await versus('import', ...args, '--json');
  const [outcome] = JSON.parse(out) as Imported[];
  if (outcome === undefined) throw new Error(err);
  return outcome;
}

async function readNotes(): Promise<string> {
  return (await versus('export', '--everything', '--format', 'tsv')).out;
}

const withIds = (guid: string, front: string, back: string): readonly string[] => ['#separator:tab', '#html:false', '#guid column:1', '#notetype:Basic', '#deck:Words', `${guid}\t${front}\t${back}`];

describe('how a note is known again', () => {
  it('is its id, and with --match-by field the first field as well', async () => {
    await versus('import', writeLines('first.txt', withIds('first', 'Hund', 'dog')));
    const renamed = writeLines('second.txt', withIds('second', 'Hund', 'hound'));
    expect((await importJson(renamed, '--dry-run')).fates).toMatchObject({ added: 1, updated: 0 });
    expect((await importJson(renamed, '--dry-run', '--match-by', 'guid')).fates).toMatchObject({ added: 1, updated: 0 });
    expect((await importJson(renamed, '--match-by', 'field', '--on-conflict', 'take')).fates).toMatchObject({ added: 0 });
    expect(await readNotes()).toContain('Hund\thound');
  });

  it('is the field that --match-field names', async () => {
    await versus('import', writeLines('first.txt', withIds('first', 'Hund', 'dog')));
    const turned = writeLines('second.txt', withIds('second', 'der Hund', 'dog'));
    expect((await importJson(turned, '--dry-run', '--match-by', 'field')).fates).toMatchObject({ added: 1 });
    expect((await importJson(turned, '--dry-run', '--match-field', 'Back')).fates).toMatchObject({ added: 0 });
  });

  it('is told to be the first field after all where no note type has one of that name', async () => {
    const deck = writeLines('first.txt', withIds('first', 'Hund', 'dog'));
    expect((await importJson(deck, '--match-field', 'Bakc')).warnings.map(({ code }) => code)).toContain('match-field-missing');
    expect((await importJson(deck, '--match-field', 'Back')).warnings.map(({ code }) => code)).not.toContain('match-field-missing');
  });
});

describe('a field that is here already', () => {
  const updates = [
    ['--on-duplicate', 'update', { updated: 1 }, 'hound'],
    ['--on-duplicate', 'keep', { kept: 1 }, 'dog'],
    ['--on-duplicate', 'add', { added: 1 }, 'dog'],
  ] as const;

  it.each(updates)('follows %s %s', async (flag, what, fates, back) => {
    await versus('import', writeLines('words.txt', withIds('first', 'Hund', 'dog')));
    expect((await importJson(writeLines('words.txt', withIds('first', 'Hund', 'hound')), flag, what)).fates).toMatchObject(fates);
    expect(await readNotes()).toContain(`Hund\t${back}`);
  });
});

describe('a table', () => {
  const rows = ['Hund/Tier/the dog', 'Rose/Pflanze/the rose'];

  it('is read as the flags say, whatever it looks like', async () => {
    const table = writeLines('words.txt', ['wort/art/english', ...rows]);
    const flags = ['--delimiter', '/', '--header', '--note-type', 'Basic', '--column', 'Front', '--column', '@tags', '--column', 'Back', '--tag', 'German', '--table-deck', 'Words::German'];
    expect((await importJson(table, ...flags)).fates).toMatchObject({ added: 2, skipped: 0 });
    const lines = (await readNotes()).split('\n').map((line) => line.split('\t').slice(0, 5));
    expect(lines.slice(1, 3)).toEqual([
      ['Hund', 'the dog', 'German Tier', 'Words::German', 'Basic'],
      ['Rose', 'the rose', 'German Pflanze', 'Words::German', 'Basic'],
    ]);
  });

  it('is known again by the way it was read last time, unless that is switched off', async () => {
    const table = writeLines('words.csv', ['wort,englisch', 'Hund,dog', 'Rose,rose']);
    await versus('import', table, '--header', '--column', 'Back', '--column', 'Front');
    expect((await importJson(table, '--dry-run')).fates).toMatchObject({ added: 0, unchanged: 2 });
    expect((await importJson(table, '--dry-run', '--no-saved-mapping')).fates).toMatchObject({ added: 3, unchanged: 0 });
  });

  it.each([
    [['--note-type', 'Basik'], /no note type “Basik” in your library\. There are: “Basic”/],
    [['--note-type', 'Basic', '--column', 'Fornt'], /no field “Fornt”\. It has: “Front”, “Back”/],
    [['--format', 'mochi'], /no data of Mochi/],
  ])('says for %j what there is instead, and brings in nothing', async (flags, message) => {
    const { status, err } = await versus('import', writeLines('words.csv', ['a,b', 'c,d']), ...flags);
    expect([status, err]).toEqual([1, expect.stringMatching(message)]);
    expect((await versus('decks', '--json')).out).toBe('[]\n');
  });

  it('is what a text is not that is recognised as something else, unless --format says so', async () => {
    const deck = writeLines('notes.txt', ['Q: What barks?', 'A: a dog', '', 'Q: What mews?', 'A: a cat', '']);
    expect((await importJson(deck, '--dry-run')).format).toBe('supermemo-text');
    expect((await versus('import', deck, '--tag', 'x')).err).toMatch(/This is no table \(SuperMemo questions and answers\)/);
    expect((await importJson(deck, '--dry-run', '--format', 'csv', '--delimiter', 'colon')).format).toBe('text');
  });
});

describe('--note-types', () => {
  it('gives the notes of the file the note type and fields that the list says', async () => {
    await versus('import', writeLines('first.txt', withIds('first', 'Hund', 'dog')));
    const choices = writeLines('choices.json', [JSON.stringify([{ name: 'Basic', target: 'Basic (type the answer)', fields: [{ from: 'Front', to: 'Back' }, { from: 'Back', to: 'Front' }] }])]);
    await versus('import', writeLines('second.txt', withIds('second', 'Tier', 'animal')), '--note-types', choices);
    expect(await readNotes()).toContain('animal\tTier\t\tWords\tBasic (type the answer)');
  });

  it.each([
    ['{', /cannot be read as JSON/],
    ['[{"name": "Basic"}]', /no list of note types at 0\.target/],
  ])('is refused when the file holds %s', async (text, message) => {
    expect(await versus('import', 'x.csv', '--note-types', writeLines('choices.json', [text]))).toMatchObject({ status: 2, err: expect.stringMatching(message) as string });
  });
});

describe('--fates', () => {
  it('writes down what became of every note: as text, or as JSON', async () => {
    const good = writeLines('words.csv', ['front,back', 'Hund,dog', 'Hund,dog', 'Rose,rose']);
    const missing = placeOf('absent.csv');
    await versus('import', good, missing, '--fates', placeOf('fates.txt'));
    const text = readFileSync(placeOf('fates.txt'), 'utf8');
    expect(text).toContain('Added: Hund\n');
    expect(text).toMatch(/Left out: Hund.*\n {4}Line 3 is the same as line 2\./);
    expect(text).toContain(`Import of ${missing}\nThere is no file at`);
    await versus('import', good, '--fates', placeOf('fates.json'));
    const [file] = JSON.parse(readFileSync(placeOf('fates.json'), 'utf8')) as { file: string; notes: { fate: string }[] }[];
    expect(file?.file).toBe(good);
    expect(file?.notes.map(({ fate }) => fate)).toEqual(['unchanged', 'skipped', 'unchanged']);
  });

  it('says when they cannot be written there; the import stands', async () => {
    const { status, out, err } = await versus('import', writeLines('words.csv', ['front,back', 'Hund,dog']), '--fates', placeOf('nowhere', 'fates.txt'));
    expect([status, out, err]).toEqual([1, expect.stringContaining('1 note added'), expect.stringContaining('cannot be written there')]);
  });
});

it.each([
  [['--match-by', 'guid', '--match-field', 'Back'], /--match-field says that a field counts/],
  [['--dry-run', '--fates', 'f.txt'], /a dry run leaves open/],
  [['--format', 'mochi', '--tag', 'x'], /--format mochi reads no table/],
  [['--column', '@tgas'], /--column @tgas is no role/],
  [['--delimiter', ''], /--delimiter takes one to eight characters/],
  [['--match-by', 'luck'], /Allowed choices are guid, field/],
])('takes import %j for wrong usage', async (flags, message) => {
  expect(await versus('import', 'x.csv', ...flags)).toMatchObject({ status: 2, err: expect.stringMatching(message) as string });
});
