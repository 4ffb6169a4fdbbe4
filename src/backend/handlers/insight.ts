/** Handlers for what the logs say of the learner. */

import type { insightContract } from '../../contract/insight.ts';
import { replayPairs } from '../../core/contrast/replay-pairs.ts';
import { AppError } from '../../core/errors.ts';
import { fsrsOf } from '../../core/scheduling/fsrs.ts';
import { readStudyMoment } from '../../core/scheduling/study-day.ts';
import type { StudyMoment } from '../../core/scheduling/study-day.ts';
import { getConceptSet } from '../../store/concept-sets.ts';
import { loadContrastRows } from '../../store/contrast-rows.ts';
import { getDeck } from '../../store/decks.ts';
import { readDiscriminations } from '../../store/discriminations.ts';
import { assignMissingArms, clearArms, listArms } from '../../store/experiment.ts';
import { findPairMemory } from '../../store/pair-memories.ts';
import { getPreset } from '../../store/presets.ts';
import { readReplayAnswers } from '../../store/replay-answers.ts';
import { readDayStartsAtHour } from '../../store/settings.ts';
import { mapConfusions, measureBias, reportExperiment } from '../describe-insight.ts';
import type { CommandRules, HandlerContext, HandlersOf } from '../handler.ts';

export const insightHandlers: HandlersOf<typeof insightContract> = {
  'insight.confusions': (context, { setId, sinceMillis, dimension }) => {
    const { database } = context.library;
    const answers = readDiscriminations(database, setId, sinceMillis);
    return mapConfusions(
      getConceptSet(database, setId),
      dimension === null ? answers : answers.filter((answer) => answer.dimension === dimension),
      momentOf(context),
    );
  },
  'insight.bias': (context, { setId, sinceMillis }) => {
    const { database } = context.library;
    const set = getConceptSet(database, setId);
    return measureBias(set, readDiscriminations(database, setId, sinceMillis), (pair) => findPairMemory(database, pair), momentOf(context).today);
  },
  'insight.pair-replay': (context, { setId }) => {
    const { database } = context.library;
    const set = getConceptSet(database, setId);
    const { settings } = getPreset(database, getDeck(database, set.deckId).presetId);
    const answers = readReplayAnswers(database, setId, fsrsOf(settings.fsrsWeights), momentOf(context).dayOf);
    return replayPairs(
      answers,
      set.concepts.map(({ id }) => id),
    );
  },
  'insight.experiment': (context, { setId }) => {
    const { database } = context.library;
    return reportExperiment(listArms(database, getConceptSet(database, setId).id), readDiscriminations(database, setId), momentOf(context));
  },
  'insight.set-experiment': ({ library: { database }, clock, random, describe }, { setId, enabled }) => {
    const set = getConceptSet(database, setId);
    if (!enabled) {
      describe('End the experiment');
      clearArms(database, setId);
      return null;
    }
    const dimensions = loadContrastRows(database, set).map(({ dimension }) => dimension);
    assignMissingArms(database, setId, dimensions, random, clock.nowMillis());
    if (listArms(database, setId).length < 2) {
      throw new AppError('bad-input', 'The experiment compares dimensions, so the table needs at least two. Add rows first; nothing was changed.');
    }
    return null;
  },
};

export const insightRules = {
  'insight.set-experiment': { label: 'Begin the experiment', topics: ['contrast', 'practice', 'cards'] },
} satisfies Partial<CommandRules>;

function momentOf({ library, clock }: HandlerContext): StudyMoment {
  return readStudyMoment(clock, readDayStartsAtHour(library.database));
}
