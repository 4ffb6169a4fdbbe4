/** A set's discriminations as the replay of its pairs reads them: each with what the asked card's memory was just before. */

import type { Database } from 'better-sqlite3';
import type { Side } from '../core/contrast/model.ts';
import type { ReplayAnswer } from '../core/contrast/replay-pairs.ts';
import type { ConceptSetId } from '../core/ids.ts';
import type { Fsrs } from '../core/scheduling/fsrs.ts';
import { DAY_MILLIS } from '../core/scheduling/study-day.ts';
import { prepareOnce } from './prepare-once.ts';

interface ReplayRow {
  readonly asked: Side;
  readonly answered: Side;
  readonly answeredAtMillis: number;
  readonly stability: number | null;
  readonly difficulty: number | null;
  readonly elapsedDays: number | null;
}

const DISCRIMINATION = "json_extract(d.value, '$.asked') AS asked, json_extract(d.value, '$.answered') AS answered";
const OF_SET = "json_extract(d.value, '$.setId') = @setId";

/** Practice asks a note, not a card: of its cards the one reviewed last before speaks for what was known. */
export const REPLAY_QUERY = `
  SELECT ${DISCRIMINATION}, reviewed_at_millis AS answeredAtMillis, stability_before AS stability, difficulty_before AS difficulty,
    elapsed_days AS elapsedDays, 0 AS log, review_log.id AS logId, d.id AS place
  FROM review_log CROSS JOIN json_each(review_log.answered, '$.discriminations') AS d
  WHERE review_log.answered IS NOT NULL AND reviewed_at_millis >= 0 AND ${OF_SET}
  UNION ALL
  SELECT ${DISCRIMINATION}, practised_at_millis, last.stability_after, last.difficulty_after,
    (practised_at_millis - last.reviewed_at_millis) / ${DAY_MILLIS}.0, 1, practice_log.id, d.id
  FROM practice_log CROSS JOIN json_each(practice_log.answered, '$.discriminations') AS d
  LEFT JOIN review_log AS last ON last.id = (
    SELECT review_log.id FROM cards CROSS JOIN review_log ON review_log.card_id = cards.id
    WHERE cards.note_id = practice_log.note_id AND review_log.reviewed_at_millis < practised_at_millis
    ORDER BY review_log.reviewed_at_millis DESC LIMIT 1)
  WHERE practice_log.answered IS NOT NULL AND practised_at_millis >= 0 AND ${OF_SET}
  ORDER BY answeredAtMillis, log, logId, place`;

const statements = prepareOnce((database) => ({ answers: database.prepare<{ setId: ConceptSetId }, ReplayRow>(REPLAY_QUERY) }));

/** All answers of the set in order of time; `fsrs` is the model of its cards. */
export function readReplayAnswers(database: Database, setId: ConceptSetId, fsrs: Fsrs, dayOf: (millis: number) => number): readonly ReplayAnswer[] {
  return statements(database)
    .answers.all({ setId })
    .map(({ asked, answered, answeredAtMillis, stability, difficulty, elapsedDays }) => ({
      asked,
      answered,
      day: dayOf(answeredAtMillis),
      cardRecall: stability === null || difficulty === null || elapsedDays === null ? null : fsrs.retrievability({ stability, difficulty }, elapsedDays),
    }));
}
