/** The learner's discriminations from both logs: what was asked, what was answered. The confusion map and all figures are made of them. */

import type { Database } from 'better-sqlite3';
import type { Certainty, DiscriminationAnswer, Side } from '../core/contrast/model.ts';
import type { CardId, ConceptSetId, NoteId } from '../core/ids.ts';
import { prepareOnce } from './prepare-once.ts';

interface AnswerRow {
  readonly noteId: NoteId | null;
  readonly cardId: CardId | null;
  readonly dimension: string;
  readonly asked: Side;
  readonly answered: Side;
  readonly answeredAtMillis: number;
  readonly durationMillis: number;
  readonly certainty: Certainty | null;
  readonly mode: string;
}

// A JSON number comes out as an integer and `both` as a text, so sides need no translation.
const DISCRIMINATION = `json_extract(d.value, '$.dimension') AS dimension, json_extract(d.value, '$.asked') AS asked,
  json_extract(d.value, '$.answered') AS answered`;
const OF_SET = "json_extract(d.value, '$.setId') = @setId";

export const DISCRIMINATIONS_QUERY = `
  SELECT (SELECT note_id FROM cards WHERE cards.id = card_id) AS noteId, card_id AS cardId, ${DISCRIMINATION}, reviewed_at_millis AS answeredAtMillis,
    duration_millis AS durationMillis, json_extract(answered, '$.certainty') AS certainty, mode, 0 AS log, review_log.id AS logId, d.id AS place
  FROM review_log CROSS JOIN json_each(review_log.answered, '$.discriminations') AS d
  WHERE review_log.answered IS NOT NULL AND reviewed_at_millis >= @sinceMillis AND ${OF_SET}
  UNION ALL
  SELECT note_id, card_id, ${DISCRIMINATION}, practised_at_millis, duration_millis, json_extract(answered, '$.certainty'), mode, 1, practice_log.id, d.id
  FROM practice_log CROSS JOIN json_each(practice_log.answered, '$.discriminations') AS d
  WHERE practice_log.answered IS NOT NULL AND practised_at_millis >= @sinceMillis AND ${OF_SET}
  ORDER BY answeredAtMillis, log, logId, place`;

const statements = prepareOnce((database) => ({
  ofSet: database.prepare<{ setId: ConceptSetId; sinceMillis: number }, AnswerRow>(DISCRIMINATIONS_QUERY),
}));

/** The set's answers since the moment (inclusive), oldest first; of one response in the order of its parts. */
export function readDiscriminations(database: Database, setId: ConceptSetId, sinceMillis = 0): readonly DiscriminationAnswer[] {
  return statements(database)
    .ofSet.all({ setId, sinceMillis })
    .map(({ noteId, cardId, dimension, asked, answered, answeredAtMillis, durationMillis, certainty, mode }) => ({
      setId,
      noteId,
      cardId,
      dimension,
      asked,
      answered,
      answeredAtMillis,
      durationMillis,
      certainty,
      mode,
    }));
}
