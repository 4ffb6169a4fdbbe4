/** Real decks of many makers, where a copy of them lies beside the project: each imports with the counts that were found by other means. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { openImportSession } from './import-session.ts';

const decksDir = fileURLToPath(new URL('../../../shared/decks', import.meta.url));
const isPresent = existsSync(join(decksDir, 'expect'));
if (!isPresent) console.log('The folder ../shared/decks is not there, so real decks were not imported; everything else was tested.');

interface Expectation {
  readonly error?: string;
  readonly notes?: number;
  readonly cards?: number;
  readonly revlog?: number;
  readonly decks_with_cards?: Readonly<Record<string, number>>;
  readonly filtered_decks_with_cards?: readonly string[];
  readonly notetypes_used?: Readonly<Record<string, unknown>>;
  readonly media_listed?: number | null;
  readonly media_present?: number;
  readonly media_refs_missing_from_package?: number;
  readonly media_refs_distinct?: number;
  readonly cards_suspended?: number;
  readonly cards_buried?: number;
  readonly cards_flagged?: number;
}

interface SharedDeck {
  readonly name: string;
  readonly path: string;
  readonly expected: Expectation;
}

function listDecks(): readonly SharedDeck[] {
  if (!isPresent) return [];
  return readdirSync(join(decksDir, 'expect')).map((file) => {
    const name = file.replace(/\.json$/, '');
    const { expect: expected = {} } = JSON.parse(readFileSync(join(decksDir, 'expect', file), 'utf8')) as { expect?: Expectation };
    return { name, path: join(decksDir, 'files', name), expected };
  });
}

const decks = listDecks();
const isAnki = (deck: SharedDeck): boolean => /\.(apkg|colpkg|anki2|anki21)$/.test(deck.name);
const sound = decks.filter((deck) => isAnki(deck) && deck.expected.error === undefined);
/** Without a count of their own: the sound package inside one more folder. */
const nested = decks.filter((deck) => deck.name.startsWith('nested-folder'));

/** What must be said of the files that hold nothing to import, and what of the way out. */
const REFUSALS: Readonly<Record<string, readonly [code: string, wayOut: RegExp]>> = {
  'lfs-pointer-134b.apkg': ['file-placeholder', /Download the file itself/],
  'anki12-broken.anki': ['file-too-old', /export/],
  'anki2-alpha-old.anki2': ['file-too-old', /export/],
  'corrupt-regular.anki2': ['file-damaged', /Check Database|again/],
  'dups.mem': ['format-unsupported', /export the cards as XML/],
  'bad_xml.xml': ['file-damaged', /line 11.*again/],
};

interface ForeignDeck {
  readonly format: string;
  /** Null where the makers of the expectations counted cards alone. */
  readonly notes: number | null;
  readonly cards: number | null;
  /** Files of a folder that are read or looked at. */
  readonly files?: number;
}

/** Decks of other programs, with the counts that their manifest gives. */
const FOREIGN: Readonly<Record<string, ForeignDeck>> = {
  'albinaa-arabic-deck.json': { format: 'crowdanki', notes: 2020, cards: 2044 },
  'hashcards-walkthrough': { format: 'hashcards', notes: 11, cards: 12, files: 3 },
  // 45 in one line, 14 over several, 6 gaps.
  'obsidian-sr-user-vault': { format: 'obsidian', notes: null, cards: 65 },
  'all-card.org': { format: 'org-drill', notes: 18, cards: null },
  'sm7.txt': { format: 'supermemo-text', notes: 4, cards: 4 },
  'dups.xml': { format: 'mnemosyne-xml', notes: null, cards: 56 },
  'to_merge.db': { format: 'mnemosyne-db', notes: 4, cards: 6 },
};

/** Notes that come of each text, and rows that are left out with a reason. */
const TEXTS: Readonly<Record<string, readonly [notes: number, skipped: number]>> = {
  'jlpt_N1_kanji.csv': [1207, 0],
  'jlpt_N4_vocab_examples.csv': [15_130, 0],
  'quran-page48-singlequote.csv': [128, 0],
  'cmn-tatoeba-bom.txt': [29_155, 0],
  'all-decks-kin-7k.txt': [7799, 1],
  'abstraktni-umeni-deckcol-truncated.txt': [8, 1],
  'text-2fields.txt': [6, 3],
  'text-ucs2-be-bom.txt': [1, 0],
  'word_import-bom-cr.txt': [5, 0],
};

interface Verdict {
  readonly file: string;
  readonly expected: string;
  readonly got: string;
  readonly verdict: 'as expected' | 'OTHERWISE';
}

const table: Verdict[] = [];
afterAll(() => {
  if (table.length > 0) console.table([...table].sort((left, right) => left.file.localeCompare(right.file, 'en')));
});

/** A row of the table; the test itself says what is wrong. */
function tell(file: string, expected: string, got: string): void {
  table.push({ file, expected, got, verdict: expected === got ? 'as expected' : 'OTHERWISE' });
}

function countsOf({ format, notes, cards, skipped }: { readonly format: string; readonly notes: number | null; readonly cards: number | null; readonly skipped: number }): string {
  const parts = [...(notes === null ? [] : [`${String(notes)} notes`]), ...(cards === null ? [] : [`${String(cards)} cards`]), ...(skipped === 0 ? [] : [`${String(skipped)} left out`])];
  return `${format}: ${parts.join(', ')}`;
}

describe.skipIf(!isPresent)('real decks', () => {
  test.each(sound.map((deck) => [deck.name, deck] as const))('%s imports with the counts of its expectation', async (name, deck) => {
    const { expected } = deck;
    const session = openImportSession();
    const report = await session.importFile(deck.path);
    const wanted = { format: report.format, notes: expected.notes ?? null, cards: expected.cards ?? null, skipped: 0 };
    tell(name, countsOf(wanted), countsOf({ format: report.format, notes: report.notes.added, cards: report.cards.added, skipped: report.notes.skipped }));
    expect(report.notes).toEqual({ added: expected.notes, updated: 0, unchanged: 0, skipped: 0 });
    expect(report.cards.added).toBe(expected.cards);
    expect(report.reviews).toBe(expected.revlog);
    expect([...report.noteTypes].sort()).toEqual(Object.keys(expected.notetypes_used ?? {}).sort());
    const filtered = new Set(expected.filtered_decks_with_cards);
    const homes = Object.entries(expected.decks_with_cards ?? {}).filter(([deckName]) => !filtered.has(deckName));
    for (const [deckName, cards] of homes) {
      const found = report.decks.find((candidate) => candidate.name === deckName);
      if (filtered.size === 0) expect(found).toEqual({ name: deckName, cards });
      else expect(found?.cards).toBeGreaterThanOrEqual(cards);
    }
    expect(report.decks.filter((candidate) => filtered.has(candidate.name))).toEqual([]);
    expect(report.decks.reduce((sum, candidate) => sum + candidate.cards, 0)).toBe(expected.cards);
    if (expected.media_listed !== undefined && expected.media_listed !== null) {
      expect(report.media.added + report.media.reused).toBe(expected.media_present);
      expect(report.media.missing).toBe(expected.media_refs_missing_from_package);
    } else {
      expect(report.media.missing).toBe(expected.media_refs_distinct);
    }
    const [marks] = session.query<Record<string, number>>(
      'SELECT sum(suspended) AS suspended, sum(buried_by IS NOT NULL) AS buried, sum(flag > 0) AS flagged FROM cards',
    );
    expect(marks).toEqual({ suspended: expected.cards_suspended, buried: expected.cards_buried, flagged: expected.cards_flagged });
    const check = await session.client.call('library.check', {});
    expect(check).toMatchObject({ ok: true, problems: [], notes: expected.notes, cards: expected.cards, reviews: expected.revlog });
    const before = session.dump();
    const again = await session.importFile(deck.path);
    expect(again.notes).toEqual({ added: 0, updated: 0, unchanged: expected.notes, skipped: 0 });
    expect(session.dump()).toEqual(before);
  });

  test.each(nested.map((deck) => [deck.name, deck] as const))('%s imports although it was packed inside one more folder', async (name, deck) => {
    const session = openImportSession();
    const report = await session.importFile(deck.path);
    tell(name, '8 notes, 10 cards', `${String(report.notes.added)} notes, ${String(report.cards.added)} cards`);
    expect(report.notes.added).toBe(8);
    expect(report.cards.added).toBe(10);
    expect(report.media).toEqual({ added: 4, reused: 0, missing: 0, rejected: 0 });
  });

  test.each(Object.entries(TEXTS))('%s imports with every row told', async (name, [notes, skipped]) => {
    const session = openImportSession();
    const path = join(decksDir, 'files', name);
    const report = await session.importFile(path);
    tell(name, countsOf({ format: report.format, notes, cards: null, skipped }), countsOf({ format: report.format, notes: report.notes.added, cards: null, skipped: report.notes.skipped }));
    expect(report.notes).toEqual({ added: notes, updated: 0, unchanged: 0, skipped });
    expect(report.skipped).toHaveLength(skipped);
    expect(await session.client.call('library.check', {})).toMatchObject({ ok: true, problems: [], notes });
    const before = session.dump();
    expect((await session.importFile(path)).notes).toEqual({ added: 0, updated: 0, unchanged: notes, skipped });
    expect(session.dump()).toEqual(before);
  });

  test.each(Object.entries(FOREIGN))('%s imports with the counts of its manifest, and again without a change', async (name, { format, notes, cards, files }) => {
    const session = openImportSession();
    const path = join(decksDir, 'files', name);
    const preview = await session.client.call('import.preview', { ticket: session.backend.offerFile(path) });
    const report = await session.importFile(path);
    const got = { format: report.format, notes: notes === null ? null : report.notes.added, cards: cards === null ? null : report.cards.added, skipped: report.notes.skipped };
    tell(name, countsOf({ format, notes, cards, skipped: 0 }), countsOf(got));
    expect(got).toEqual({ format, notes, cards, skipped: 0 });
    expect(preview).toMatchObject({ format, cardCount: report.cards.added, ...(files === undefined ? {} : { fileCount: files }) });
    expect(preview.sizeBytes).toBeGreaterThan(0);
    expect(preview.samples.length).toBeGreaterThan(0);
    expect(await session.client.call('library.check', {})).toMatchObject({ ok: true, problems: [] });
    const before = session.dump();
    expect((await session.importFile(path)).notes).toMatchObject({ added: 0, updated: 0, skipped: 0 });
    expect(session.dump()).toEqual(before);
  });

  test.each(Object.entries(REFUSALS))('%s ends in one clear sentence with the way out', async (name, [code, wayOut]) => {
    const session = openImportSession();
    const before = session.dump();
    const status = await session.run(join(decksDir, 'files', name));
    tell(name, `refused: ${code}`, status.status === 'failed' ? `refused: ${status.error.code}` : status.status);
    expect(status).toMatchObject({ status: 'failed', error: { code } });
    expect(status.status === 'failed' && status.error.message).toMatch(/^[A-Z“].{20,}\.$/);
    expect(status.status === 'failed' && status.error.message).toMatch(wayOut);
    expect(session.dump()).toEqual(before);
  });

  test('no file is left without a verdict', () => {
    const judged = new Set([...sound, ...nested].map(({ name }) => name).concat(Object.keys(REFUSALS), Object.keys(TEXTS), Object.keys(FOREIGN)));
    expect(decks.map(({ name }) => name).filter((name) => !judged.has(name))).toEqual([]);
    expect(readdirSync(join(decksDir, 'files')).filter((name) => !judged.has(name))).toEqual([]);
  });

  test('a note whose type has gained a template keeps its one note and gains the card', async () => {
    const session = openImportSession();
    const first = join(decksDir, 'files/diffmodels2-1.apkg');
    const second = join(decksDir, 'files/diffmodels2-2.apkg');
    await session.importFile(first);
    await session.importFile(first);
    expect(session.query('SELECT 1 FROM notes')).toHaveLength(1);
    const report = await session.importFile(second);
    expect(report.notes.skipped).toBe(0);
    expect(session.query('SELECT 1 FROM notes')).toHaveLength(1);
    expect(session.query('SELECT 1 FROM cards')).toHaveLength(2);
    const after = session.dump();
    await session.importFile(second);
    await session.importFile(first);
    expect(session.dump()).toEqual(after);
  });

  test('a later state of a collection adds its new notes and leaves the others', async () => {
    const session = openImportSession();
    await session.importFile(join(decksDir, 'files/all-decks-filtered.apkg'));
    const report = await session.importFile(join(decksDir, 'files/collection-2024-01-29.colpkg'));
    expect(report.notes.added).toBe(3);
    expect(session.query('SELECT 1 FROM notes')).toHaveLength(88);
    expect(session.query('SELECT 1 FROM cards')).toHaveLength(88);
    expect(session.query('SELECT 1 FROM review_log')).toHaveLength(72);
  });
});
