/** Presets of ours as Anki’s deck options, in both forms that collections keep them in. What only ours have rides along as unknown options, which Anki keeps. */

import type { PresetSettings } from '../../scheduling/model.ts';
import { encodeBlob } from './proto-blob.ts';

export interface AnkiPresetOut {
  readonly id: number;
  readonly name: string;
  readonly settings: PresetSettings;
}

const ANSWER_SECONDS = 60;
const EASY_DAYS: readonly number[] = [1, 1, 1, 1, 1, 1, 1];
const REVIEW_ORDERS: Readonly<Record<PresetSettings['reviewOrder'], number>> = { 'due-day': 0, 'retrievability-ascending': 7, random: 8 };
const NEW_MIXES: Readonly<Record<PresetSettings['newAmongReviews'], number>> = { mixed: 0, after: 1, before: 2 };
/** Random notes. */
const RANDOM_GATHERING = 3;

function ownSettings(settings: PresetSettings): Readonly<Record<string, unknown>> {
  const { fuzz, learnAheadMinutes, staggerTwins, staggerStabilityDays } = settings;
  return { fuzz, learnAheadMinutes, staggerTwins, staggerStabilityDays };
}

/** An entry of `col.dconf` (schema 11). */
export function writePresetJson({ id, name, settings }: AnkiPresetOut, modifiedAtSeconds: number): Readonly<Record<string, unknown>> {
  return {
    id,
    mod: modifiedAtSeconds,
    name,
    usn: -1,
    maxTaken: ANSWER_SECONDS,
    autoplay: true,
    timer: 0,
    replayq: true,
    new: {
      bury: settings.buryNewSiblings,
      delays: settings.learningStepsMinutes,
      initialFactor: 2500,
      ints: [1, 4, 0],
      order: settings.newOrder === 'random' ? 0 : 1,
      perDay: settings.newPerDay,
    },
    rev: { bury: settings.buryReviewSiblings, ease4: 1.3, ivlFct: 1, maxIvl: settings.maximumIntervalDays, perDay: settings.reviewsPerDay, hardFactor: 1.2 },
    lapse: { delays: settings.relearningStepsMinutes, leechAction: settings.leechAction === 'suspend' ? 0 : 1, leechFails: settings.leechLapses, minInt: 1, mult: 0 },
    dyn: false,
    newMix: NEW_MIXES[settings.newAmongReviews],
    newPerDayMinimum: 0,
    interdayLearningMix: 0,
    reviewOrder: REVIEW_ORDERS[settings.reviewOrder],
    newSortOrder: 0,
    newGatherPriority: settings.newOrder === 'random' ? RANDOM_GATHERING : 0,
    buryInterdayLearning: false,
    fsrsWeights: [],
    fsrsParams5: [],
    fsrsParams6: settings.fsrsWeights ?? [],
    desiredRetention: settings.desiredRetention,
    easyDaysPercentages: EASY_DAYS,
    stopTimerOnAnswer: false,
    sm2Retention: 0.9,
    versus: ownSettings(settings),
  };
}

/** The blob `deck_config.config` (schema 14 and later): message DeckConfig.Config, by its field numbers. */
export function writePresetBlob(settings: PresetSettings): Uint8Array {
  return encodeBlob((blob) => {
    blob.floats(1, settings.learningStepsMinutes);
    blob.floats(2, settings.relearningStepsMinutes);
    blob.floats(4, EASY_DAYS);
    blob.floats(6, settings.fsrsWeights ?? []);
    blob.int(9, settings.newPerDay);
    blob.int(10, settings.reviewsPerDay);
    blob.float(11, 2.5);
    blob.float(12, 1.3);
    blob.float(13, 1.2);
    blob.float(15, 1);
    blob.int(16, settings.maximumIntervalDays);
    blob.int(17, 1);
    blob.int(18, 1);
    blob.int(19, 4);
    blob.int(20, settings.newOrder === 'random' ? 1 : 0);
    blob.int(21, settings.leechAction === 'suspend' ? 0 : 1);
    blob.int(22, settings.leechLapses);
    blob.int(24, ANSWER_SECONDS);
    blob.int(27, Number(settings.buryNewSiblings));
    blob.int(28, Number(settings.buryReviewSiblings));
    blob.int(30, NEW_MIXES[settings.newAmongReviews]);
    blob.int(33, REVIEW_ORDERS[settings.reviewOrder]);
    blob.int(34, settings.newOrder === 'random' ? RANDOM_GATHERING : 0);
    blob.float(37, settings.desiredRetention);
    blob.float(40, 0.9);
    blob.int(44, 1);
    blob.bytes(255, new TextEncoder().encode(JSON.stringify({ versus: ownSettings(settings) })));
  });
}
