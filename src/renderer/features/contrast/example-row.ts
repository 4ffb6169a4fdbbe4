/** What stands faintly in the first row of an empty table: what a row of one's own could look like. */

import type { ConceptSet } from '../../../core/contrast/model.ts';
import type { ColumnKey } from './table-rows.ts';

/** An example for the cell of that column; empty where an example would only be in the way. */
export function exampleCell(column: ColumnKey, set: Pick<ConceptSet, 'concepts'>): string {
  if (column === 'dimension') return 'Such as: planning';
  if (column === 'why') return 'The reason behind it';
  if (column === 'sources') return 'Where it stands';
  if (column === 'both') return 'What is true of both';
  if (column === 'neither') return 'What is true of neither';
  const label = set.concepts.find(({ id }) => id === column)?.label ?? '';
  return `What is true of ${label}`;
}
