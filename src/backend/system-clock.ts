/** The clock of the machine, in the learner's time zone. */

import type { Clock } from '../core/clock.ts';

export const systemClock: Clock = {
  nowMillis: () => Date.now(),
  zoneOffsetMinutesAt: (millis) => -new Date(millis).getTimezoneOffset(),
};
