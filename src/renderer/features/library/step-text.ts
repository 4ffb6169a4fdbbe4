/** Learning steps as a person writes them: "1m 10m 1d". */

const UNIT_MINUTES: Readonly<Record<string, number>> = { s: 1 / 60, m: 1, h: 60, d: 1440 };
const MOST_STEPS = 20;
const LONGEST_MINUTES = 1_000_000;

/** Minutes to text, each in the largest unit that keeps it whole. */
export function formatSteps(minutes: readonly number[]): string {
  return minutes
    .map((step) => {
      if (step >= 1440 && step % 1440 === 0) return `${step / 1440}d`;
      if (step >= 60 && step % 60 === 0) return `${step / 60}h`;
      if (step < 1) return `${Math.round(step * 60)}s`;
      return `${step}m`;
    })
    .join(' ');
}

/** Text to minutes (a bare number is minutes), or null when a step cannot be read. */
export function parseSteps(text: string): readonly number[] | null {
  const parts = text.split(/[\s,]+/).filter((part) => part !== '');
  if (parts.length > MOST_STEPS) return null;
  const steps: number[] = [];
  for (const part of parts) {
    const match = /^(\d+(?:\.\d+)?)([smhd]?)$/i.exec(part);
    if (match === null) return null;
    const minutes = Number(match[1]) * (UNIT_MINUTES[(match[2] ?? '').toLowerCase() || 'm'] ?? 1);
    if (minutes <= 0 || minutes > LONGEST_MINUTES) return null;
    steps.push(minutes);
  }
  return steps;
}
