/** Asked against answered, as cells that can be drawn, sorted and said aloud. */

import type { ConfusionMap } from '../../../contract/insight.ts';
import type { Side } from '../../../core/contrast/model.ts';
import { nameSide } from '../../../core/quiz/name-side.ts';

type Counts = readonly (readonly number[])[];

export interface Confusion {
  readonly asked: Side;
  readonly answered: Side;
  readonly count: number;
  /** Of all answers to the asked side, 0 to 1. */
  readonly share: number;
}

/** The strengths in which a cell is drawn, from none to most. */
export const STRENGTHS = 4;

/** The confusions (asked one, answered another) that happened, most frequent first. */
export function listConfusions(sides: readonly Side[], counts: Counts): readonly Confusion[] {
  return sides
    .flatMap((asked, row) => {
      const total = (counts[row] ?? []).reduce((sum, count) => sum + count, 0);
      return sides.map((answered, column) => {
        const count = counts[row]?.[column] ?? 0;
        return { asked, answered, count, share: total === 0 ? 0 : count / total };
      });
    })
    .filter(({ asked, answered, count }) => asked !== answered && count > 0)
    .sort((one, other) => other.count - one.count || other.share - one.share);
}

/** The largest count off the diagonal. */
export function findMost(counts: Counts): number {
  return Math.max(0, ...counts.flatMap((row, asked) => row.filter((_, answered) => answered !== asked)));
}

/** 0 for none, then 1 to STRENGTHS in even steps up to `most`. */
export function strengthOf(count: number, most: number): number {
  if (count <= 0 || most <= 0) return 0;
  return Math.min(STRENGTHS, Math.ceil((count / most) * STRENGTHS));
}

/** What each strength stands for: "1–2", "3–4" and so on; strengths that no whole number falls into are left out. */
export function listRanges(most: number): readonly { readonly strength: number; readonly text: string }[] {
  return Array.from({ length: STRENGTHS }, (_, index) => index + 1).flatMap((strength) => {
    const low = Math.floor((most * (strength - 1)) / STRENGTHS) + 1;
    const high = Math.floor((most * strength) / STRENGTHS);
    if (high < low) return [];
    return [{ strength, text: low === high ? `${low}` : `${low}–${high}` }];
  });
}

/** "Asked manager, answered leader: 7 times." */
export function sayCell(asked: Side, answered: Side, count: number, map: Pick<ConfusionMap, 'concepts'>): string {
  const times = count === 0 ? 'never' : count === 1 ? 'once' : `${count.toLocaleString()} times`;
  const right = asked === answered ? ', which is right' : '';
  return `Asked ${nameSide(asked, map)}, answered ${nameSide(answered, map)}${right}: ${times}.`;
}
