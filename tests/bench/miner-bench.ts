/**
 * How good the miner's proposals are, and how fast: on the starter deck with its pairing hidden, and on shared decks judged by
 * hand (tests/fixtures/miner-judgements.json). Usage: node tests/bench/miner-bench.ts
 *
 * Rules and weights were set by looking at the tuning decks and at the first round of judgements of them; of the held-out decks
 * some proposals were seen on the way, so their figures are close to, but not quite, those of decks never seen. The second round
 * judges proposals that came up first under the rules as they are, none of which the rules were set by.
 */

import SqliteDatabase from 'better-sqlite3';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { minePairs } from '../../src/core/contrast/mine-pairs.ts';
import type { DeckId } from '../../src/core/ids.ts';
import { readMinerNotes, readWrongAnswers } from '../../src/store/miner-notes.ts';
import { DECKS_DIR, importDecks, listPresentDecks, nameNote } from './miner-decks.ts';
import { measureStarterDeck } from './miner-starter.ts';

interface PairJudgement {
  readonly deck: string;
  readonly notes: readonly [string, string];
  readonly kind: string;
  readonly confusable: boolean;
  readonly round: 1 | 2;
}

/** What the learner is shown at most. */
const MOST_PAIRS = 300;

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${String(Math.round((100 * part) / whole))} % (${String(part)} of ${String(whole)})`;
}

/** The interval of a proportion at 95 %. Source: E. B. Wilson (1927), JASA 22, 209–212. */
function wilson(part: number, whole: number): string {
  if (whole === 0) return '–';
  const z = 1.96;
  const middle = (part + (z * z) / 2) / (whole + z * z);
  const reach = (z * Math.sqrt((part * (whole - part)) / whole + (z * z) / 4)) / (whole + z * z);
  return `${String(Math.round(100 * (middle - reach)))}–${String(Math.round(100 * (middle + reach)))} %`;
}

function printPrecision(title: string, judged: readonly PairJudgement[]): void {
  const right = judged.filter(({ confusable }) => confusable).length;
  console.log(`  ${title.padEnd(26)} ${percent(right, judged.length).padEnd(20)} ${wilson(right, judged.length)}`);
}

console.log('Starter deck, pairing hidden:');
for (const { wording, pairs, proposed, right } of measureStarterDeck()) {
  console.log(`  ${wording.padEnd(44)} precision ${percent(right, proposed).padEnd(18)} recall ${percent(right, pairs)}`);
}

const decks = listPresentDecks();
if (decks.length === 0) {
  console.log(`The judged decks are not in ${DECKS_DIR}; VERSUS_DECKS_DIR names another folder.`);
  process.exit(0);
}
const judgements = JSON.parse(readFileSync(new URL('../fixtures/miner-judgements.json', import.meta.url), 'utf8')) as readonly PairJudgement[];
const folder = mkdtempSync(join(tmpdir(), 'versus-miner-'));
try {
  await importDecks(folder, decks);
  const database = new SqliteDatabase(join(folder, 'library.sqlite'), { readonly: true });
  const found: { readonly judgement: PairJudgement; readonly half: string }[] = [];
  console.log('Decks:');
  for (const { file, half } of decks) {
    const deckId = database.prepare<[string], DeckId>('SELECT id FROM decks WHERE name = ?').pluck().get(file);
    if (deckId === undefined) throw new Error(`there is no deck of ${file}`);
    const startedAt = performance.now();
    const notes = readMinerNotes(database, deckId);
    const pairs = minePairs(notes, { wrongAnswers: readWrongAnswers(database, deckId), mostPairs: MOST_PAIRS, onProgress: () => undefined });
    const millis = Math.round(performance.now() - startedAt);
    const proposed = new Set(pairs.map(({ first, second }) => [nameNote(first), nameNote(second)].sort().join()));
    const ofDeck = judgements.filter(({ deck }) => deck === file);
    const still = ofDeck.filter((judgement) => proposed.has([...judgement.notes].sort().join()));
    for (const judgement of still) found.push({ judgement, half });
    const counts = `${String(notes.length).padStart(6)} notes ${String(millis).padStart(5)} ms ${String(pairs.length).padStart(4)} pairs`;
    console.log(`  ${file.padEnd(34)} ${half.padEnd(9)} ${counts}, judged ${percent(still.filter(({ confusable }) => confusable).length, still.length)}`);
    const gone = ofDeck.filter((judgement) => !still.includes(judgement));
    const lost = gone.filter(({ confusable }) => confusable).length;
    if (gone.length > 0) console.log(`${' '.repeat(36)} no longer proposed: ${String(lost)} confusable, ${String(gone.length - lost)} not`);
  }
  database.close();
  console.log('Precision of what was judged and is proposed:');
  printPrecision('all', found.map(({ judgement }) => judgement));
  for (const half of ['tuning', 'held-out']) printPrecision(half, found.filter((one) => one.half === half).map(({ judgement }) => judgement));
  for (const round of [1, 2]) printPrecision(`round ${String(round)}`, found.filter((one) => one.judgement.round === round).map(({ judgement }) => judgement));
  for (const kind of [...new Set(found.map(({ judgement }) => judgement.kind))].sort()) {
    printPrecision(kind, found.filter(({ judgement }) => judgement.kind === kind).map(({ judgement }) => judgement));
  }
  console.log(`Peak memory ${String(Math.round(process.resourceUsage().maxRSS / 1024))} MB, import included.`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
