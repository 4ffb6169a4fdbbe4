/** What the columns of a contrast table are called, and how wide they are. */

import type { ConceptSet } from '../../../core/contrast/model.ts';
import { titleSide } from '../../shared/quiz/side-look.ts';
import type { ColumnKey } from './table-rows.ts';

/** The least width in rem, and the share of what is left. */
export function widthOfColumn(column: ColumnKey): readonly [number, number] {
  if (column === 'dimension') return [9, 1];
  if (column === 'sources') return [7, 0.7];
  if (column === 'why') return [11, 1.4];
  if (typeof column === 'string') return [9, 1];
  return [11, 2];
}

export function nameColumn(column: ColumnKey, set: Pick<ConceptSet, 'concepts'>): string {
  if (column === 'dimension') return 'Dimension';
  if (column === 'why') return 'Why';
  if (column === 'sources') return 'Sources';
  return titleSide(column, set);
}
