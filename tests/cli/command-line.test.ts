/** The command line as a person or a script meets it: a process, its output and its exit status. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { placeOf, versus, writeLines } from './terminal.ts';

const capitals = ['front,back', 'France,Paris', 'Italy,Rome', 'Spain,Madrid'];

describe('versus import', () => {
  it('prints one object per file, with the counts of what came in', async () => {
    const deck = writeLines('capitals.csv', capitals);
    const { status, out } = await versus('import', deck, '--deck', 'Capitals', '--json');
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject([
      {
        file: deck,
        ok: true,
        format: 'csv',
        generation: null,
        notes: { added: 3, updated: 0, unchanged: 0, skipped: 0 },
        cards: { added: 3 },
        reviews: 0,
        media: { added: 0, reused: 0, missing: 0, rejected: 0 },
        warnings: [],
      },
    ]);
    const decks = JSON.parse((await versus('decks', '--json')).out) as { name: string; cards: number; new: number }[];
    expect(decks.reduce((sum, { cards }) => sum + cards, 0)).toBe(3);
    expect(decks.every(({ name }) => name.startsWith('Capitals'))).toBe(true);
  });

  it('finds nothing to change when the same file comes again', async () => {
    const deck = writeLines('capitals.csv', capitals);
    await versus('import', deck);
    const [again] = JSON.parse((await versus('import', deck, '--json')).out) as { notes: object; cards: object }[];
    expect(again).toMatchObject({ notes: { added: 0, updated: 0, unchanged: 3 }, cards: { added: 0 } });
  });

  it('changes nothing on a dry run and reports what would come in', async () => {
    const deck = writeLines('capitals.csv', capitals);
    const [dry] = JSON.parse((await versus('import', deck, '--dry-run', '--json')).out) as { notes: object }[];
    expect(dry).toMatchObject({ notes: { added: 3 } });
    expect(JSON.parse((await versus('decks', '--json')).out)).toEqual([]);
  });

  it('exits with 1 and one sentence for the file that failed, and still imports the others', async () => {
    const good = writeLines('capitals.csv', capitals);
    const missing = placeOf('absent.apkg');
    const { status, out } = await versus('import', missing, good, '--json');
    expect(status).toBe(1);
    const outcomes = JSON.parse(out) as { ok: boolean; error?: { code: string; message: string } }[];
    expect(outcomes.map(({ ok }) => ok)).toEqual([false, true]);
    expect(outcomes[0]?.error?.code).toBe('file-missing');
    expect(outcomes[0]?.error?.message).toMatch(/^There is no file at .+\.$/);
  });

  it('writes sentences for people without --json', async () => {
    const { status, out } = await versus('import', writeLines('capitals.csv', capitals));
    expect(status).toBe(0);
    expect(out).toContain('3 notes added');
  });

  it('takes folders apart and imports the decks in them, one object each', async () => {
    const inner = placeOf('course', 'inner');
    mkdirSync(inner, { recursive: true });
    writeFileSync(placeOf('course', 'capitals.csv'), capitals.join('\n'));
    writeFileSync(join(inner, 'rivers.csv'), 'front,back\nSeine,Paris\nTiber,Rome\n');
    const { status, out } = await versus('import', placeOf('course'), '--json');
    expect(status).toBe(0);
    expect((JSON.parse(out) as { file: string }[]).map(({ file }) => file)).toEqual([placeOf('course', 'capitals.csv'), placeOf('course', 'rivers.csv')]);
  });
});

describe('versus decks and check', () => {
  it('list nothing in an empty library and find it sound', async () => {
    expect(await versus('decks', '--json')).toMatchObject({ status: 0, out: '[]\n' });
    const check = await versus('check', '--json');
    expect(check.status).toBe(0);
    expect(JSON.parse(check.out)).toMatchObject({ ok: true, problems: [], notes: 0 });
  });
});

describe('versus export', () => {
  const text = 'contrast-deck: 1\ndeck: Sky\nkey: sky\nconcepts: Sun | Moon\n\n[contrast light]\ndimension: Light\nSun: gives it\nMoon: borrows it\n';

  it('prints the deck as a text that imports as the same notes', async () => {
    const deck = writeLines('sky.txt', [text]);
    await versus('import', deck);
    const { status, out } = await versus('export', 'Sky');
    expect([status, out]).toEqual([0, text]);
    const target = placeOf('out.txt');
    expect(await versus('export', 'Sky', '--output', target)).toMatchObject({ status: 0, out: `1 note written to ${target}\n` });
    const again = await versus('import', target, '--json');
    expect(JSON.parse(again.out)).toMatchObject([{ ok: true, format: 'contrast-text', notes: { added: 0, unchanged: 1 } }]);
  });

  it('writes any format by the extension of the file, and says on stderr what is lost', async () => {
    await versus('import', writeLines('capitals.csv', capitals), '--deck', 'Capitals');
    const target = placeOf('out.csv');
    const csv = await versus('export', 'Capitals', '--output', target);
    expect([csv.status, csv.out]).toEqual([0, `3 notes written to ${target}\n`]);
    expect(csv.err).toMatch(/^note: .+/m);
    expect(readFileSync(target, 'utf8')).toContain('Paris');
    const archive = placeOf('all.versus');
    const json = await versus('export', '--everything', '--output', archive, '--json');
    expect(JSON.parse(json.out)).toMatchObject({ format: 'versus-archive', notes: 3, losses: [], output: archive });
    const printed = await versus('export', '--search', 'Rome', '--format', 'tsv', '--no-schedule');
    expect(printed.status).toBe(0);
    expect(printed.out).toContain('Italy\tRome');
    expect(printed.out).not.toContain('Paris');
  });

  it('writes what a search finds in the deck that is named', async () => {
    await versus('import', writeLines('capitals.csv', [...capitals, 'Peru,Lima']), '--table-deck', 'Capitals');
    await versus('import', writeLines('beans.csv', ['front,back', 'Lima,a bean', 'Pinto,a bean']), '--table-deck', 'Beans');
    const { status, out } = await versus('export', 'Beans', '--search', 'Lima', '--format', 'quizlet');
    expect([status, out]).toEqual([0, 'Lima\ta bean\n']);
  });

  it('says on a dry run what would be written and lost, and writes nothing', async () => {
    await versus('import', writeLines('capitals.csv', capitals), '--deck', 'Capitals', '--tag', 'europe');
    const target = writeLines('old.txt', ['old']);
    const dry = await versus('export', 'Capitals', '--format', 'quizlet', '--output', target, '--dry-run');
    expect([dry.status, dry.out]).toEqual([0, `would write 3 notes to ${target}\n`]);
    expect(dry.err).toContain('note: Quizlet text has no tags: 3 notes lose theirs.');
    expect(readFileSync(target, 'utf8')).toBe('old');
    expect(JSON.parse((await versus('export', 'Capitals', '--format', 'apkg', '--dry-run', '--json')).out)).toMatchObject({ noteCount: 3, refusal: null });
  });

  it('puts a whole new file in the place of the old one', async () => {
    await versus('import', writeLines('capitals.csv', capitals), '--deck', 'Capitals');
    const target = writeLines('old.tsv', ['old']);
    expect((await versus('export', 'Capitals', '--output', target)).status).toBe(0);
    expect(readFileSync(target, 'utf8')).toContain('Italy\tRome');
    expect(readFileSync(target, 'utf8')).not.toContain('old');
  });

  it('refuses in a sentence what a format cannot hold, and leaves the old file', async () => {
    await versus('import', writeLines('capitals.csv', capitals), '--deck', 'Capitals');
    const target = writeLines('old.colpkg', ['old']);
    const refused = await versus('export', 'Capitals', '--output', target);
    expect([refused.status, refused.out]).toEqual([1, '']);
    expect(refused.err).toMatch(/everything only/);
    expect(readFileSync(target, 'utf8')).toBe('old');
  });

  it.each([
    [['export'], /name what to write/],
    [['export', 'A', '--everything'], /name what to write/],
    [['export', '--search', 'x', '--everything'], /name what to write/],
    [['export', '--everything', '--no-subdecks'], /--no-subdecks/],
    [['export', 'A', '--output', 'x.zip'], /--format/],
    [['export', 'A', '--format', 'apkg'], /--output/],
    [['export', 'A', '--json'], /--output/],
  ])('takes %j for wrong usage', async (args, message) => {
    const { status, err } = await versus(...args);
    expect(status).toBe(2);
    expect(err).toMatch(message);
  });

  it('says which decks there are to choose from when there is none of that name', async () => {
    const { status, err } = await versus('export', 'Nowhere');
    expect([status, err.trim()]).toEqual([1, 'There is no deck “Nowhere”. versus decks lists them.']);
  });
});

describe('wrong usage', () => {
  it.each([
    [['import'], /missing required argument/],
    [['import', 'x.csv', '--on-duplicate', 'never'], /Allowed choices are update, keep, add/],
    [['fly'], /unknown command/],
    [['serve', '--port', 'http'], /is not a port/],
    [['decks', '--colour'], /unknown option/],
  ])('exits with 2 for %j and says what was wrong', async (args, sentence) => {
    const { status, err } = await versus(...args);
    expect(status).toBe(2);
    expect(err).toMatch(sentence);
  });

  it('is not what asking for help or the version is', async () => {
    expect(await versus('--version')).toMatchObject({ status: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string });
    expect((await versus('--help')).out).toContain('import');
    expect((await versus('import', '--help')).status).toBe(0);
  });
});
