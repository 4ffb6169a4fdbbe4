/** How well a set's pair memories foretell the answers in the log, beside what the cards alone and a running average do. */

import { type PairReplay, replayPairs } from '../../core/contrast/replay-pairs.ts';
import { fsrsOf } from '../../core/scheduling/fsrs.ts';
import type { StudyMoment } from '../../core/scheduling/study-day.ts';
import type { StoredConceptSet } from '../../store/concept-sets.ts';
import { getDeck } from '../../store/decks.ts';
import type { Database } from '../../store/library.ts';
import { getPreset } from '../../store/presets.ts';
import { readReplayAnswers } from '../../store/study-replay.ts';

/** Replays both logs; see replayPairs for what is compared. */
export function replayPairMemory(database: Database, set: Pick<StoredConceptSet, 'id' | 'deckId' | 'concepts'>, { dayOf }: StudyMoment): PairReplay {
  const { settings } = getPreset(database, getDeck(database, set.deckId).presetId);
  const answers = readReplayAnswers(database, set.id, fsrsOf(settings.fsrsWeights), dayOf);
  return replayPairs(answers, set.concepts.map(({ id }) => id));
}
