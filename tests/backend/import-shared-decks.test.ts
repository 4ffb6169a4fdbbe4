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

/** What must be said of the files that hold nothing to import. */
const REFUSALS: Readonly<Record<string, string>> = {
  'lfs-pointer-134b.apkg': 'file-placeholder',
  'anki12-broken.anki': 'file-too-old',
  'anki2-alpha-old.anki2': 'file-too-old',
  'corrupt-regular.anki2': 'file-damaged',
  'to_merge.db': 'format-unsupported',
  'sm7.txt': 'format-unsupported',
  'all-card.org': 'format-unsupported',
  'dups.mem': 'format-unsupported',
  'dups.xml': 'format-unsupported',
  'bad_xml.xml': 'format-unsupported',
  'albinaa-arabic-deck.json': 'format-unsupported',
  'hashcards-walkthrough': 'format-unsupported',
  'obsidian-sr-user-vault': 'format-unsupported',
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

const table: Record<string, unknown>[] = [];
afterAll(() => {
  if (table.length > 0) console.table(table);
});

describe.skipIf(!isPresent)('real decks', () => {
  test.each(sound.map((deck) => [deck.name, deck] as const))('%s imports with the counts of its expectation', async (name, deck) => {
    const { expected } = deck;
    const session = openImportSession();
    const report = await session.importFile(deck.path);
    table.push({
      name,
      gen: report.generation,
      notes: report.notes.added,
      cards: report.cards.added,
      reviews: report.reviews,
      decks: report.decks.length,
      types: report.noteTypes.length,
      media: report.media.added,
      missing: report.media.missing,
      millis: report.durationMillis,
    });
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

  test.each(nested.map((deck) => [deck.name, deck] as const))('%s imports although it was packed inside one more folder', async (_name, deck) => {
    const session = openImportSession();
    const report = await session.importFile(deck.path);
    expect(report.notes.added).toBe(8);
    expect(report.cards.added).toBe(10);
    expect(report.media).toEqual({ added: 4, reused: 0, missing: 0, rejected: 0 });
  });

  test.each(Object.entries(TEXTS))('%s imports with every row told', async (name, [notes, skipped]) => {
    const session = openImportSession();
    const path = join(decksDir, 'files', name);
    const report = await session.importFile(path);
    table.push({ name, gen: null, notes: report.notes.added, cards: report.cards.added, reviews: 0, decks: report.decks.length, types: report.noteTypes.length, media: 0, missing: report.media.missing, millis: report.durationMillis });
    expect(report.notes).toEqual({ added: notes, updated: 0, unchanged: 0, skipped });
    expect(report.skipped).toHaveLength(skipped);
    expect(await session.client.call('library.check', {})).toMatchObject({ ok: true, problems: [], notes });
    const before = session.dump();
    expect((await session.importFile(path)).notes).toEqual({ added: 0, updated: 0, unchanged: notes, skipped });
    expect(session.dump()).toEqual(before);
  });

  test.each(Object.entries(REFUSALS))('%s ends in one clear sentence with the code %s', async (name, code) => {
    const session = openImportSession();
    const before = session.dump();
    const status = await session.run(join(decksDir, 'files', name));
    expect(status).toMatchObject({ status: 'failed', error: { code } });
    expect(status.status === 'failed' && status.error.message).toMatch(/^[A-Z“].{20,}\.$/);
    expect(session.dump()).toEqual(before);
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
