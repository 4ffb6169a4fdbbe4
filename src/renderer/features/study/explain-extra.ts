/** Why something is asked that is no card of the day. */

import type { StudyExtra } from '../../../contract/study.ts';

/** One quiet line: "You mixed up manager and leader twice: here they are side by side." */
export function explainExtra({ kind, set }: Pick<StudyExtra, 'kind' | 'set'>): string {
  const [first, second] = set.concepts;
  const isPair = set.concepts.length === 2 && first !== undefined && second !== undefined;
  const both = isPair ? `${first.label} and ${second.label}` : 'these';
  return kind === 'trial' ? `You mixed up ${both} twice: here they are side by side.` : `Telling ${both} apart is due.`;
}
