/** Handlers for concept sets and their contrast tables. */

import type { conceptSetContract } from '../../contract/contrast.ts';
import { findConceptProblem, tidyLabel } from '../../core/contrast/check-concepts.ts';
import { AppError } from '../../core/errors.ts';
import { deleteConceptSet, getConceptSet, insertConceptSet, listConceptSets, updateConceptSet } from '../../store/concept-sets.ts';
import { loadContrastRows } from '../../store/contrast-rows.ts';
import { assignMissingArms, listArms } from '../../store/experiment.ts';
import { listScenarios } from '../../store/scenarios.ts';
import { relabelNotes, saveContrastRows } from '../../store/save-contrast-rows.ts';
import { describeConceptSet } from '../describe-concept-set.ts';
import type { CommandRules, HandlersOf } from '../handler.ts';

export const contrastHandlers: HandlersOf<typeof conceptSetContract> = {
  'conceptSet.list': ({ library, clock }, { deckId }) =>
    listConceptSets(library.database, deckId).map((set) => describeConceptSet(library, set, clock.nowMillis())),
  'conceptSet.get': ({ library, clock }, { setId }) => describeConceptSet(library, getConceptSet(library.database, setId), clock.nowMillis()),
  'conceptSet.scenarios': ({ library: { database } }, { setId }) => listScenarios(database, getConceptSet(database, setId).id),
  'conceptSet.save': ({ library: { database }, clock, describe }, { setId, ...input }) => {
    const draft = { ...input, concepts: input.concepts.map((concept) => ({ ...concept, label: tidyLabel(concept.label) })) };
    const problem = findConceptProblem(draft.concepts);
    if (problem !== null) throw new AppError('bad-input', problem);
    const nowMillis = clock.nowMillis();
    if (setId === undefined) {
      describe(`Make concept set “${draft.name}”`);
      return { setId: insertConceptSet(database, draft, nowMillis) };
    }
    const before = getConceptSet(database, setId);
    describe(`Change concept set “${before.name}”`);
    updateConceptSet(database, setId, draft, nowMillis);
    relabelNotes(database, before, new Map(getConceptSet(database, setId).concepts.map(({ id, label }) => [id, label])), nowMillis);
    return { setId };
  },
  'conceptSet.delete': ({ library: { database }, describe }, { setId }) => {
    describe(`Delete concept set “${getConceptSet(database, setId).name}”`);
    deleteConceptSet(database, setId);
    return null;
  },
  'conceptSet.save-rows': ({ library: { database }, clock, random, describe }, { setId, rows }) => {
    const set = getConceptSet(database, setId);
    describe(`Change the table of “${set.name}”`);
    const nowMillis = clock.nowMillis();
    const saved = saveContrastRows(database, set, rows, { nowMillis, random });
    // Rows that come while an experiment runs take part in it.
    if (listArms(database, setId).length > 0) {
      const dimensions = loadContrastRows(database, set).map(({ dimension }) => dimension);
      assignMissingArms(database, setId, dimensions, random, nowMillis);
    }
    return saved;
  },
};

export const contrastRules = {
  'conceptSet.save': { label: 'Change concept set', topics: ['contrast', 'notes', 'cards'] },
  'conceptSet.delete': { label: 'Delete concept set', topics: ['contrast', 'practice'] },
  'conceptSet.save-rows': { label: 'Change contrast table', topics: ['contrast', 'notes', 'cards', 'decks'] },
} satisfies Partial<CommandRules>;
