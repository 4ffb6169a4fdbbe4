/** How well chances foretold what came: the mean log loss. */

/** Chances are kept this far from 0 and 1, so that one surprise does not outweigh everything else. */
const FURTHEST = 0.001;

export function clampChance(chance: number): number {
  return Math.min(1 - FURTHEST, Math.max(FURTHEST, chance));
}

/** −ln of the chance that was given to what happened. Finite for every chance from 0 to 1. */
export function logLossOf(chance: number, happened: boolean): number {
  const kept = clampChance(chance);
  return -Math.log(happened ? kept : 1 - kept);
}

/** Null when there is nothing to average. 0.693 (ln 2) is what tossing a coin scores; less is better. */
export function meanLogLoss(foretold: readonly { readonly chance: number; readonly happened: boolean }[]): number | null {
  if (foretold.length === 0) return null;
  return foretold.reduce((sum, { chance, happened }) => sum + logLossOf(chance, happened), 0) / foretold.length;
}
