/** Questions, one of each mode, about managers and leaders and about three ways to move. */

import type { ConceptSet, ContrastRow } from '../../../src/core/contrast/model.ts';
import type { ConceptId } from '../../../src/core/ids.ts';
import { makeChoose, makeComplete, makeMatch, makeScenario, makeSideBySide, makeSort, makeWhy, type QuestionPlace } from '../../../src/core/quiz/make-question.ts';
import type { Question, QuestionMode } from '../../../src/core/quiz/model.ts';
import { leader, manager, rows, seedRandom, set } from '../../core/quiz/contrast-table.ts';

export { leader, manager, rows, set };

const place: QuestionPlace = { id: 'q1', set, cardId: null, random: seedRandom(1) };
const [risk] = rows as [ContrastRow];

/** About risk where the mode asks for one row: accepting risk is the leader's. */
export function questionOf(mode: QuestionMode): Question {
  const made = (() => {
    switch (mode) {
      case 'sort':
        return makeSort(place, risk, leader);
      case 'choose':
        return makeChoose(place, risk, leader, rows, 2);
      case 'complete':
        return makeComplete(place, risk, leader);
      case 'match':
        return makeMatch(place, rows);
      case 'side-by-side':
        return makeSideBySide(place, rows, 'risk');
      case 'why':
        return makeWhy(place, risk, leader);
      case 'scenario':
        return makeScenario(place, { key: 's1', situation: 'Ada tries a new way of working.', side: leader, dimension: 'risk', why: 'Trying the new is a risk.', sources: '' });
    }
  })();
  if (made === null) throw new Error(`the rows have no ${mode} question`);
  return made;
}

export const three: ConceptSet = {
  ...set,
  name: 'Manager, leader or coach',
  concepts: [...set.concepts, { id: 3 as ConceptId, label: 'coach', colour: 'teal', shape: 'triangle', key: 'c' }],
};
