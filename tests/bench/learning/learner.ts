/**
 * A simulated learner. What is remembered of a card follows FSRS-6; how far apart the two sides of a row lie is an equal-variance
 * signal-detection model (Macmillan and Creelman 2005, ch. 1): evidence is normal with variance 1, its mean half a d′ on the
 * right side of the border between the two.
 */

import type { Random } from '../../../src/core/clock.ts';
import { normalQuantile } from '../../../src/core/contrast/normal-quantile.ts';
import { DEFAULT_STAGGER_STABILITY_DAYS } from '../../../src/core/contrast/staggered-twins.ts';
import { fsrsOf } from '../../../src/core/scheduling/fsrs.ts';
import type { MemoryState } from '../../../src/core/scheduling/model.ts';
import type { Assumptions } from './assumptions.ts';

/** 0 or 1: the first or the second side of a row. */
export type SideIndex = 0 | 1;

interface Trace {
  readonly memory: MemoryState;
  readonly atDays: number;
}

/** What the learner knows of one row. */
export interface RowKnowledge {
  /** By card of the row; null before the first exposure. */
  readonly traces: (Trace | null)[];
  /** The side that each card asks for. */
  readonly sideOfCard: readonly SideIndex[];
  /** 0 to 1 of the greatest interference. */
  interference: number;
  /** d′ gained by comparing. */
  contrast: number;
}

export interface Learner {
  readonly assumptions: Assumptions;
  /** Times the days that forgetting takes. */
  readonly slowness: number;
  /** The lean to the label that is called first, in units of d′. */
  readonly lean: number;
  /** Which side of every row is called first. */
  readonly firstLabel: SideIndex;
  readonly rows: readonly RowKnowledge[];
  readonly random: Random;
}

/** Twins seen further apart than this do not interfere. A guess. */
const RECENT_DAYS = 3;

export interface LearnerOptions {
  readonly assumptions: Assumptions;
  /** For each row, the side that each of its cards asks for. */
  readonly cardsOfRows: readonly (readonly SideIndex[])[];
  /** What the learner is like; the same numbers make the same learner under every policy. */
  readonly traits: Random;
  readonly random: Random;
  /** Calls the sides of all rows by each other's label, and the learner leans accordingly. Default false. */
  readonly isRelabelled?: boolean;
}

export function createLearner({ assumptions, cardsOfRows, traits, random, isRelabelled = false }: LearnerOptions): Learner {
  const slowness = Math.exp(assumptions.forgettingSpread * drawNormal(traits));
  const lean = assumptions.leanSpread * drawNormal(traits);
  return {
    assumptions,
    slowness,
    lean: isRelabelled ? -lean : lean,
    firstLabel: isRelabelled ? 1 : 0,
    rows: cardsOfRows.map((sideOfCard) => ({ traces: sideOfCard.map(() => null), sideOfCard, interference: 0, contrast: 0 })),
    random,
  };
}

export function drawNormal(random: Random): number {
  return normalQuantile(Math.min(1 - 1e-12, Math.max(1e-12, random())));
}

/** The chance that the card's answer comes to mind. */
export function recallChance(learner: Learner, row: RowKnowledge, card: number, nowDays: number): number {
  const trace = row.traces[card];
  if (trace === null || trace === undefined) return 0;
  const elapsed = Math.max(0, nowDays - trace.atDays) / learner.slowness;
  return fsrsOf(null).retrievability(trace.memory, elapsed) * (1 - learner.assumptions.interference * row.interference);
}

function strengthOfSide(learner: Learner, row: RowKnowledge, side: SideIndex, nowDays: number): number {
  let strength = 0;
  row.traces.forEach((trace, card) => {
    if (trace === null || row.sideOfCard[card] !== side) return;
    const elapsed = Math.max(0, nowDays - trace.atDays) / learner.slowness;
    strength = Math.max(strength, fsrsOf(null).retrievability(trace.memory, elapsed));
  });
  return strength;
}

/** d′ of the row's two sides in wordings never practised. */
export function distanceOf(learner: Learner, row: RowKnowledge, nowDays: number): number {
  const { distanceInMemory, transfer, interference } = learner.assumptions;
  const strength = (strengthOfSide(learner, row, 0, nowDays) + strengthOfSide(learner, row, 1, nowDays)) / 2;
  return strength * (transfer * distanceInMemory * (1 - interference * row.interference) + row.contrast);
}

/** Says whose a statement is that does not come to mind; true when rightly. */
export function tellApart(learner: Learner, row: RowKnowledge, side: SideIndex, nowDays: number): boolean {
  const lean = side === learner.firstLabel ? learner.lean : -learner.lean;
  return distanceOf(learner, row, nowDays) / 2 + lean + drawNormal(learner.random) > 0;
}

/** What an exposure with feedback does to the memory of the card: FSRS with the answer that was truly there. */
export function strengthen(learner: Learner, row: RowKnowledge, card: number, nowDays: number, wasRetrieved: boolean, gain: number): void {
  const before = row.traces[card] ?? null;
  const elapsedDays = before === null ? 0 : Math.floor(nowDays) - Math.floor(before.atDays);
  const after = fsrsOf(null).nextMemory(before?.memory ?? null, elapsedDays, wasRetrieved ? 3 : 1);
  const grown = before === null ? 0 : after.stability - before.memory.stability;
  const stability = before !== null && grown > 0 ? before.memory.stability + grown * gain : after.stability;
  row.traces[card] = { memory: { ...after, stability }, atDays: nowDays };
}

/**
 * Interference grows when a side is seen while its twin is recent and unsettled, and shrinks when the twin has settled or is long
 * past. What is settled is a matter of the learner's own memory; the app knows only the answers, and takes a lucky guess for
 * knowledge. That a side is seen beside its twin, and not after it, makes no difference here: see juxtapose.
 */
export function interfere(learner: Learner, row: RowKnowledge, side: SideIndex, nowDays: number): void {
  const { interferenceRate, resolutionRate } = learner.assumptions;
  const twins = row.traces.filter((trace, card): trace is Trace => trace !== null && row.sideOfCard[card] !== side);
  if (twins.length === 0) return;
  const unsettled = twins.filter(({ memory, atDays }) => memory.stability <= DEFAULT_STAGGER_STABILITY_DAYS && nowDays - atDays <= RECENT_DAYS);
  if (unsettled.length > 0) row.interference += (1 - row.interference) * interferenceRate;
  else row.interference *= 1 - resolutionRate;
}

/** Both sides together on the screen, `amount` of a full comparison: adds to the distance and undoes some interference. */
export function juxtapose(learner: Learner, row: RowKnowledge, amount: number): void {
  const { contrastGain, contrastRate } = learner.assumptions;
  row.contrast += (contrastGain - row.contrast) * contrastRate * amount;
  row.interference *= 1 - contrastRate * amount;
}
