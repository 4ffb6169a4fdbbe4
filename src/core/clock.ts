/** Time and chance as arguments: core never reads the clock, the time zone or Math.random itself. */

export interface Clock {
  /** Milliseconds since the Unix epoch. */
  readonly nowMillis: () => number;
  /** Minutes east of UTC in force at that moment where the learner is; +120 for Berlin in summer. */
  readonly zoneOffsetMinutesAt: (millis: number) => number;
}

/** A number in [0, 1). */
export type Random = () => number;
