/** The confusable miner: reads the notes of a deck and proposes pairs that a learner is likely to mix up, with reasons and a score. */

import { MOST_ITEMS } from './mine-blocks.ts';
import { findCandidates } from './mine-candidates.ts';
import { judgePair } from './mine-judge.ts';
import { chooseLabels } from './mine-labels.ts';
import { findNamedReasons } from './mine-named.ts';
import type { WrongAnswerOf } from './mine-named.ts';
import type { MinerNote } from './mine-note.ts';
import { countRecurring } from './mine-recurring.ts';
import { scoreReasons } from './mine-score.ts';
import type { MinedReason } from './mine-score.ts';
import { measureRarity, prepareNote } from './mine-texts.ts';

export interface MinedPair {
  readonly first: MinerNote;
  readonly second: MinerNote;
  readonly firstLabel: string;
  readonly secondLabel: string;
  /** The strongest first. */
  readonly reasons: readonly MinedReason[];
  /** 0 to 1, see scoreReasons. */
  readonly score: number;
}

export interface MineOptions {
  /** Wrong answers from the logs. */
  readonly wrongAnswers: readonly WrongAnswerOf[];
  readonly mostPairs: number;
  /** Called often; may throw to stop. */
  readonly onProgress: (done: number, total: number) => void;
}

/** Weaker pairs are not worth a learner's look. */
export const LEAST_SCORE = 0.5;
/** A note that seems alike to many others says little about any of them. */
const MOST_PAIRS_OF_A_NOTE = 3;
const LOOKS_PER_PROGRESS = 5000;

/** The best pairs of the first million notes, highest score first; of equal score in the order of the notes. The same notes give the same pairs. */
export function minePairs(notes: readonly MinerNote[], options: MineOptions): readonly MinedPair[] {
  const prepared = notes.slice(0, MOST_ITEMS).map(prepareNote);
  const rarity = { front: measureRarity(prepared.map(({ front }) => front)), back: measureRarity(prepared.map(({ back }) => back)) };
  const candidates = findCandidates(prepared, rarity, { onStep: options.onProgress });
  const recurring = countRecurring(prepared, candidates);
  const reasonsOf = findNamedReasons(prepared, options.wrongAnswers);
  const places = new Map<string, readonly [number, number]>();
  for (const pair of candidates) places.set(pair.join(), pair);
  for (const key of reasonsOf.keys()) if (!places.has(key)) places.set(key, key.split(',').map(Number) as unknown as readonly [number, number]);
  const pairs: (MinedPair & { readonly places: readonly [number, number] })[] = [];
  let looked = 0;
  for (const [key, [first, second]] of places) {
    looked += 1;
    if (looked % LOOKS_PER_PROGRESS === 0) options.onProgress(looked, places.size);
    const one = prepared[first];
    const other = prepared[second];
    if (one === undefined || other === undefined) continue;
    const reasons = [...judgePair(one, other, rarity, recurring), ...(reasonsOf.get(key) ?? [])].sort((left, right) => right.weight - left.weight);
    const score = scoreReasons(reasons);
    if (score < LEAST_SCORE) continue;
    const [firstLabel, secondLabel] = reasons.find(({ labels }) => labels !== undefined)?.labels ?? chooseLabels(one, other);
    pairs.push({ first: one.note, second: other.note, firstLabel, secondLabel, reasons, score, places: [first, second] });
  }
  pairs.sort((left, right) => right.score - left.score || left.places[0] - right.places[0] || left.places[1] - right.places[1]);
  return thinOut(pairs, options.mostPairs);
}

function thinOut(pairs: readonly (MinedPair & { readonly places: readonly [number, number] })[], most: number): readonly MinedPair[] {
  const counts = new Map<number, number>();
  const named = new Set<string>();
  const kept: MinedPair[] = [];
  for (const { places, ...pair } of pairs) {
    if (kept.length >= most) break;
    const name = [pair.firstLabel, pair.secondLabel].map((label) => label.toLowerCase()).sort().join('\n');
    // What the deck asks of two things again and again is a row each of one set.
    const isRow = pair.reasons.some(({ labels }) => labels !== undefined);
    if ((named.has(name) && !isRow) || places.some((place) => (counts.get(place) ?? 0) >= MOST_PAIRS_OF_A_NOTE)) continue;
    named.add(name);
    for (const place of places) counts.set(place, (counts.get(place) ?? 0) + 1);
    kept.push(pair);
  }
  return kept;
}
