/** Fuzz: spreads intervals a little, so that cards learned together do not stay together. Anki's ranges. */

/** Share of each part of an interval (days) that the fuzz may move it by. */
const FUZZ_RANGES = [
  { fromDays: 2.5, toDays: 7, share: 0.15 },
  { fromDays: 7, toDays: 20, share: 0.1 },
  { fromDays: 20, toDays: Infinity, share: 0.05 },
] as const;

/** The days an interval may be moved to: none under 2.5 days, else ±(1 + 15 % of its part in 2.5–7 + 10 % of 7–20 + 5 % above). */
export function fuzzRange(intervalDays: number): { readonly lowest: number; readonly highest: number } {
  if (intervalDays < 2.5) return { lowest: Math.round(intervalDays), highest: Math.round(intervalDays) };
  let delta = 1;
  for (const { fromDays, toDays, share } of FUZZ_RANGES) delta += share * Math.max(0, Math.min(intervalDays, toDays) - fromDays);
  return { lowest: Math.round(intervalDays - delta), highest: Math.round(intervalDays + delta) };
}

/**
 * A whole number of days near the interval, between `minimum` and `maximum` (which wins). `fraction`, in [0, 1), chooses
 * within the range; null leaves fuzz out. Never falls as the interval, the minimum or the fraction grows.
 */
export function fuzzInterval(intervalDays: number, fraction: number | null, minimum: number, maximum: number): number {
  const least = Math.min(minimum, maximum);
  const bounded = Math.min(Math.max(intervalDays, least), maximum);
  if (fraction === null) return Math.round(bounded);
  const range = fuzzRange(bounded);
  const lowest = Math.min(Math.max(range.lowest, least), maximum);
  let highest = Math.min(Math.max(range.highest, least), maximum);
  if (highest === lowest && highest > 2 && highest < maximum) highest = lowest + 1;
  return Math.floor(lowest + fraction * (1 + highest - lowest));
}

/**
 * The minimum that keeps a passed review from coming back sooner than last time through fuzz alone: a day more than the last
 * interval where the new one's range reaches that far, 0 where it lies wholly below.
 */
export function minimumAboveLast(intervalDays: number, lastIntervalDays: number, maximum: number): number {
  const highest = Math.min(fuzzRange(intervalDays).highest, maximum);
  return lastIntervalDays <= highest ? Math.min(lastIntervalDays + 1, highest) : 0;
}
