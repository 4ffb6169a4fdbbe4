/** How often a worker tells how far it is. */

const INTERVAL_MILLIS = 100;

/** Passes on at most ten a second, but each new phase at once. */
export function throttleProgress<Phase>(tell: (progress: { readonly phase: Phase; readonly done: number; readonly total: number | null }) => void): (phase: Phase, done: number, total: number | null) => void {
  let lastPhase: Phase | null = null;
  let lastAt = 0;
  return (phase, done, total) => {
    const now = performance.now();
    if (phase === lastPhase && now - lastAt < INTERVAL_MILLIS) return;
    lastPhase = phase;
    lastAt = now;
    tell({ phase, done, total });
  };
}
