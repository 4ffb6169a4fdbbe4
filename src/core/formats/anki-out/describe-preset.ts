/** Our presets as Anki's deck options (schema 11): what `readPresetJson` reads. */

import { DEFAULT_PRESET } from '../../scheduling/model.ts';
import type { PresetSettings } from '../../scheduling/model.ts';
import { assertNever } from '../../result.ts';
import type { JsonRecord } from '../anki/json-value.ts';

/** Anki's number for the order of reviews. */
export function describeReviewOrder(order: PresetSettings['reviewOrder']): number {
  switch (order) {
    case 'due-day':
      return 0;
    case 'retrievability-ascending':
      return 7;
    case 'random':
      return 8;
    default:
      return assertNever(order);
  }
}

/** Anki's number for where new cards go. */
export function describeNewMix(place: PresetSettings['newAmongReviews']): number {
  switch (place) {
    case 'mixed':
      return 0;
    case 'after':
      return 1;
    case 'before':
      return 2;
    default:
      return assertNever(place);
  }
}

/** Anki gathers new cards deck by deck, or as random notes. */
export function describeGathering(order: PresetSettings['newOrder']): number {
  return order === 'random' ? 3 : 0;
}

/** What only ours have: it rides along among the options that Anki does not know, and keeps. */
export function describeOwnSettings({ fuzz, learnAheadMinutes, staggerTwins, staggerStabilityDays }: PresetSettings): JsonRecord {
  return { fuzz, learnAheadMinutes, staggerTwins, staggerStabilityDays };
}

/** How much of a day's reviews each day of the week takes. */
export const EVEN_WEEK: readonly number[] = [1, 1, 1, 1, 1, 1, 1];

/** All that Anki requires, but the id and times. Settings of SM-2, which Versus does not schedule by, have Anki's defaults. */
export function describePreset(name: string, settings: PresetSettings): JsonRecord {
  return {
    name,
    autoplay: true,
    replayq: true,
    timer: 0,
    maxTaken: 60,
    dyn: false,
    new: {
      bury: settings.buryNewSiblings,
      delays: settings.learningStepsMinutes,
      initialFactor: 2500,
      ints: [1, 4, 0],
      order: settings.newOrder === 'random' ? 0 : 1,
      perDay: settings.newPerDay,
    },
    rev: {
      bury: settings.buryReviewSiblings,
      ease4: 1.3,
      hardFactor: 1.2,
      ivlFct: 1,
      maxIvl: settings.maximumIntervalDays,
      perDay: settings.reviewsPerDay,
    },
    lapse: {
      delays: settings.relearningStepsMinutes,
      leechAction: settings.leechAction === 'suspend' ? 0 : 1,
      leechFails: settings.leechLapses,
      minInt: 1,
      mult: 0,
    },
    newMix: describeNewMix(settings.newAmongReviews),
    reviewOrder: describeReviewOrder(settings.reviewOrder),
    newGatherPriority: describeGathering(settings.newOrder),
    newSortOrder: 0,
    newPerDayMinimum: 0,
    interdayLearningMix: 0,
    buryInterdayLearning: settings.buryReviewSiblings,
    desiredRetention: settings.desiredRetention,
    sm2Retention: DEFAULT_PRESET.desiredRetention,
    fsrsParams6: settings.fsrsWeights ?? [],
    easyDaysPercentages: EVEN_WEEK,
    versus: describeOwnSettings(settings),
  };
}
