/** Presets of ours as Anki’s deck options, in both forms that collections keep them in. */

import type { PresetSettings } from '../../scheduling/model.ts';
import { describeGathering, describeNewMix, describeOwnSettings, describePreset, describeReviewOrder, EVEN_WEEK } from './describe-preset.ts';
import type { JsonRecord } from '../anki/json-value.ts';
import { encodeBlob } from './proto-blob.ts';

export interface AnkiPresetOut {
  readonly id: number;
  readonly name: string;
  readonly settings: PresetSettings;
}

/** An entry of `col.dconf` (schema 11). */
export function writePresetJson({ id, name, settings }: AnkiPresetOut, modifiedAtSeconds: number): JsonRecord {
  return { ...describePreset(name, settings), id, mod: modifiedAtSeconds, usn: -1 };
}

/** The blob `deck_config.config` (schema 14 and later): message DeckConfig.Config, by its field numbers. What Versus has no setting for has Anki’s default. */
export function writePresetBlob(settings: PresetSettings): Uint8Array {
  return encodeBlob((blob) => {
    blob.floats(1, settings.learningStepsMinutes);
    blob.floats(2, settings.relearningStepsMinutes);
    blob.floats(4, EVEN_WEEK);
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
    blob.int(24, 60);
    blob.int(27, Number(settings.buryNewSiblings));
    blob.int(28, Number(settings.buryReviewSiblings));
    blob.int(29, Number(settings.buryReviewSiblings));
    blob.int(30, describeNewMix(settings.newAmongReviews));
    blob.int(33, describeReviewOrder(settings.reviewOrder));
    blob.int(34, describeGathering(settings.newOrder));
    blob.float(37, settings.desiredRetention);
    blob.float(40, 0.9);
    blob.int(44, 1);
    blob.json(255, { versus: describeOwnSettings(settings) });
  });
}
