/** Completing a tag while it is typed. */

const MOST_OFFERED = 12;

/** Tags in use that fit what was typed, those that begin with it (or a level of which does) first; none of those that the note has. */
export function completeTag(typed: string, known: readonly string[], taken: readonly string[]): string[] {
  const wanted = typed.trim().toLowerCase();
  if (wanted === '') return [];
  const free = known.filter((tag) => !taken.includes(tag) && tag.toLowerCase().includes(wanted));
  const rank = (tag: string): number => {
    const lower = tag.toLowerCase();
    if (lower.startsWith(wanted)) return 0;
    return lower.includes(`::${wanted}`) ? 1 : 2;
  };
  return free.toSorted((a, b) => rank(a) - rank(b)).slice(0, MOST_OFFERED);
}
