/** Deck options of Anki as presets of ours: what both have is carried over within our limits, the rest takes our default. */

import { upgradeWeights } from '../../scheduling/fsrs.ts';
import { DEFAULT_PRESET } from '../../scheduling/model.ts';
import type { PresetSettings } from '../../scheduling/model.ts';
import { listOf, numberOf, parseJson, recordOf } from './json-value.ts';
import type { JsonRecord } from './json-value.ts';
import { readProtoMessage } from './proto-message.ts';

const STEP_LIMIT = 20;
const LEARN_AHEAD_LIMIT_MINUTES = 1440;
/** Of FSRS-6, FSRS-5 and FSRS-4.5, the newest first. */
const WEIGHT_COUNTS: readonly number[] = [21, 19, 17];

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

function clampInt(value: number | null, low: number, high: number, fallback: number): number {
  return value === null || !Number.isFinite(value) ? fallback : Math.round(clamp(value, low, high));
}

function cleanSteps(steps: readonly number[]): readonly number[] {
  // Steps are stored as 32-bit floats: 0.1 min would come out as 0.10000000149.
  return steps
    .filter((step) => Number.isFinite(step) && step > 0)
    .slice(0, STEP_LIMIT)
    .map((step) => Number(Math.min(step, 1_000_000).toPrecision(7)));
}

/** 0 to 9999 a day. */
export function cleanDailyLimit(limit: number | null, fallback: number): number {
  return clampInt(limit, 0, 9999, fallback);
}

/** Within what FSRS schedules sensibly by; the default for what is none. */
export function cleanRetention(retention: number | null): number {
  return retention === null || !Number.isFinite(retention) || retention <= 0 ? DEFAULT_PRESET.desiredRetention : Number(clamp(retention, 0.7, 0.99).toFixed(4));
}

function cleanWeights(sets: readonly (readonly number[])[]): readonly number[] | null {
  const weights = sets.find((set) => WEIGHT_COUNTS.includes(set.length) && set.every(Number.isFinite));
  return weights === undefined ? null : upgradeWeights(weights.map((weight) => Number(weight.toPrecision(7))));
}

interface AnkiOptions {
  readonly learningSteps: readonly number[];
  readonly relearningSteps: readonly number[];
  readonly retention: number | null;
  readonly maximumInterval: number | null;
  readonly newPerDay: number | null;
  readonly reviewsPerDay: number | null;
  readonly buryNew: boolean;
  readonly buryReviews: boolean;
  readonly leechLapses: number | null;
  readonly leechSuspends: boolean;
  readonly newOrderIsRandom: boolean;
  /** 0 mixed, 1 after, 2 before. */
  readonly newMix: number;
  /** Anki's number. */
  readonly reviewOrder: number;
  /** What a preset of ours took along, as JSON; all of it may be missing. */
  readonly own: JsonRecord;
  /** Optimised parameters of each FSRS version the file has, the newest first; an empty one stands for none. */
  readonly weights: readonly (readonly number[])[];
}

function reviewOrderOf(order: number): PresetSettings['reviewOrder'] {
  return order === 7 ? 'retrievability-ascending' : order === 8 ? 'random' : 'due-day';
}

/** Settings that Anki has none of, as its preset writer puts them among the options that Anki does not know. */
function cleanOwnSettings(own: JsonRecord): Pick<PresetSettings, 'fuzz' | 'learnAheadMinutes' | 'staggerTwins' | 'staggerStabilityDays'> {
  const flag = (value: unknown, fallback: boolean): boolean => (typeof value === 'boolean' ? value : fallback);
  const days = numberOf(own['staggerStabilityDays']);
  return {
    fuzz: flag(own['fuzz'], DEFAULT_PRESET.fuzz),
    learnAheadMinutes: clampInt(numberOf(own['learnAheadMinutes']), 0, LEARN_AHEAD_LIMIT_MINUTES, DEFAULT_PRESET.learnAheadMinutes),
    staggerTwins: flag(own['staggerTwins'], DEFAULT_PRESET.staggerTwins),
    staggerStabilityDays: days === null || days <= 0 ? DEFAULT_PRESET.staggerStabilityDays : Math.min(days, 36500),
  };
}

function toSettings(options: AnkiOptions): PresetSettings {
  return {
    ...DEFAULT_PRESET,
    ...cleanOwnSettings(options.own),
    learningStepsMinutes: cleanSteps(options.learningSteps),
    relearningStepsMinutes: cleanSteps(options.relearningSteps),
    desiredRetention: cleanRetention(options.retention),
    maximumIntervalDays: clampInt(options.maximumInterval === 0 ? null : options.maximumInterval, 1, 36500, DEFAULT_PRESET.maximumIntervalDays),
    newPerDay: cleanDailyLimit(options.newPerDay, DEFAULT_PRESET.newPerDay),
    reviewsPerDay: cleanDailyLimit(options.reviewsPerDay, DEFAULT_PRESET.reviewsPerDay),
    buryNewSiblings: options.buryNew,
    buryReviewSiblings: options.buryReviews,
    leechLapses: clampInt(options.leechLapses === 0 ? null : options.leechLapses, 1, 99, DEFAULT_PRESET.leechLapses),
    leechAction: options.leechSuspends ? 'suspend' : 'tag',
    reviewOrder: reviewOrderOf(options.reviewOrder),
    newOrder: options.newOrderIsRandom ? 'random' : 'position',
    newAmongReviews: options.newMix === 1 ? 'after' : options.newMix === 2 ? 'before' : 'mixed',
    fsrsWeights: cleanWeights(options.weights),
  };
}

function numbersOf(value: unknown): readonly number[] {
  return listOf(value).filter((item) => typeof item === 'number');
}

/** From an entry of `col.dconf` (schema 11). */
export function readPresetJson(value: unknown): PresetSettings {
  const options = recordOf(value);
  const fresh = recordOf(options['new']);
  const review = recordOf(options['rev']);
  const lapse = recordOf(options['lapse']);
  return toSettings({
    learningSteps: fresh['delays'] === undefined ? DEFAULT_PRESET.learningStepsMinutes : numbersOf(fresh['delays']),
    relearningSteps: lapse['delays'] === undefined ? DEFAULT_PRESET.relearningStepsMinutes : numbersOf(lapse['delays']),
    retention: numberOf(options['desiredRetention']),
    maximumInterval: numberOf(review['maxIvl']),
    newPerDay: numberOf(fresh['perDay']),
    reviewsPerDay: numberOf(review['perDay']),
    buryNew: fresh['bury'] === true,
    buryReviews: review['bury'] === true,
    leechLapses: numberOf(lapse['leechFails']),
    leechSuspends: numberOf(lapse['leechAction']) === 0,
    newOrderIsRandom: numberOf(fresh['order']) === 0,
    newMix: numberOf(options['newMix']) ?? 0,
    reviewOrder: numberOf(options['reviewOrder']) ?? 0,
    own: recordOf(options['versus']),
    weights: [numbersOf(options['fsrsParams6']), numbersOf(options['fsrsParams5']), numbersOf(options['fsrsWeights'])],
  });
}

/** From the blob `deck_config.config` (schema 14 and later): message DeckConfig.Config, by its field numbers. */
export function readPresetBlob(blob: Uint8Array): PresetSettings {
  const config = readProtoMessage(blob);
  return toSettings({
    learningSteps: config.floats(1),
    relearningSteps: config.floats(2),
    retention: config.float(37),
    maximumInterval: config.int(16),
    newPerDay: config.int(9),
    reviewsPerDay: config.int(10),
    buryNew: config.int(27) !== 0,
    buryReviews: config.int(28) !== 0,
    leechLapses: config.int(22),
    leechSuspends: config.int(21) === 0,
    newOrderIsRandom: config.int(20) === 1,
    newMix: config.int(30),
    reviewOrder: config.int(33),
    own: recordOf(recordOf(parseJson(config.text(255)))['versus']),
    weights: [config.floats(6), config.floats(5), config.floats(3)],
  });
}
