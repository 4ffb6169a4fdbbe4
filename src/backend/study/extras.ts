/** What a session asks beside its cards: trials that confusions raised, and pairs of concepts whose own memory is due. */

import type { ConceptSet, ContrastRow } from '../../core/contrast/model.ts';
import type { ConceptPair } from '../../core/contrast/pair-memory.ts';
import { makeSideBySide, makeSort } from '../../core/quiz/make-question.ts';
import type { ConceptSetId } from '../../core/ids.ts';
import type { Question } from '../../core/quiz/model.ts';
import { shuffleKey } from '../../core/scheduling/queue-order.ts';
import type { StudyMoment } from '../../core/scheduling/study-day.ts';
import { createSeededRandom } from '../../core/seeded-random.ts';
import { type ContrastTrial, listOpenTrials } from '../../store/contrast-trials.ts';
import type { Database } from '../../store/library.ts';
import { listDuePairs, type StoredPair } from '../../store/pair-memories.ts';
import { listFirmNotes } from '../../store/study-twins.ts';
import type { SetInSession } from './session-sets.ts';

type SetsById = ReadonlyMap<ConceptSetId, SetInSession>;

interface ExtraBase {
  readonly id: string;
  readonly set: ConceptSet;
  readonly question: Question;
}

export interface Trial extends ExtraBase {
  readonly kind: 'trial';
  readonly trialId: number;
}

export interface PairReview extends ExtraBase {
  readonly kind: 'pair';
  readonly pair: ConceptPair;
}

export type Extra = Trial | PairReview;

/** The first open trial of these sets that has its row, or null; the one of that id when it is given. The same trial gives the same question. */
export function findTrial(database: Database, sets: SetsById, trialId: number | null = null): Trial | null {
  for (const trial of listOpenTrials(database)) {
    const found = trialId === null || trial.id === trialId ? sets.get(trial.setId) : undefined;
    const extra = found === undefined ? null : toTrial(trial, found);
    if (extra !== null) return extra;
  }
  return null;
}

/** The extra as it is to be asked now: of what the rows say by then. Null when it is answered or has lost its row. */
export function refreshExtra(database: Database, sets: SetsById, extra: Extra, moment: StudyMoment): Extra | null {
  if (extra.kind === 'trial') return findTrial(database, sets, extra.trialId);
  const found = sets.get(extra.set.id);
  const { question, pair } = extra;
  if (found === undefined || question.mode !== 'sort' || question.noteId === null) return null;
  const isDue = listDuePairs(database, moment.today).some((due) => due.pair.join() === pair.join());
  const note = isDue ? found.notes().get(question.noteId) : undefined;
  const made = note === undefined ? null : makeSort({ id: extra.id, set: found.set, cardId: null, random: createSeededRandom(0) }, note.row, question.solution);
  return made === null ? null : { ...extra, set: found.set, question: made };
}

function toTrial({ id: trialId, pair, dimension }: ContrastTrial, { set, rows, isPlainArm }: SetInSession): Trial | null {
  const concepts = set.concepts.filter(({ id }) => pair.includes(id));
  const contrasted = rows().filter((row) => !isPlainArm(row.dimension));
  const hasPair = (row: ContrastRow): boolean => pair.every((side) => row.statements.some((statement) => statement.side === side));
  // Notes whose dimensions differ in case alone can be one row.
  const trialRow = contrasted.find((row) => row.dimension.toLowerCase() === dimension.toLowerCase() && hasPair(row));
  if (concepts.length < 2 || trialRow === undefined) return null;
  const id = `trial-${trialId}`;
  const place = { id, set: { ...set, concepts }, cardId: null, random: createSeededRandom(shuffleKey(trialId, 1)) };
  const question = makeSideBySide(place, contrasted, trialRow.dimension);
  return question === null ? null : { id, kind: 'trial', trialId, set, question };
}

/**
 * A question for the pair that is longest due: whose is a statement of a row that was learned and has no card due now, those
 * not asked today before the others. Null when no pair is due or no such row is there. The same day gives the same question
 * for as long as cards and memories stay as they are.
 */
export function findDuePair(
  database: Database,
  sets: SetsById,
  isItsTurn: (found: SetInSession) => boolean,
  moment: StudyMoment,
): PairReview | null {
  for (const due of listDuePairs(database, moment.today)) {
    const found = sets.get(due.setId);
    const extra = found === undefined || !isItsTurn(found) ? null : toPairQuestion(database, found, due, moment);
    if (extra !== null) return extra;
  }
  return null;
}

function toPairQuestion(database: Database, { set, notes, isPlainArm }: SetInSession, { pair, lastDay }: StoredPair, moment: StudyMoment): PairReview | null {
  const seed = moment.today * 31 + lastDay;
  const candidates = [...notes().values()].flatMap(({ noteId, row }) =>
    row.statements.flatMap(({ side }) => (pair.some((concept) => concept === side) && !isPlainArm(row.dimension) ? [{ noteId, row, side }] : [])),
  );
  const firm = listFirmNotes(database, candidates.map(({ noteId }) => noteId), moment.today);
  const startOfToday = moment.startOf(moment.today);
  const orderOf = (place: number): number => shuffleKey(place + 1, seed);
  const [chosen] = candidates
    .map((candidate, place) => ({ ...candidate, lastAskedAtMillis: firm.get(candidate.noteId), place }))
    .filter(({ lastAskedAtMillis }) => lastAskedAtMillis !== undefined)
    .sort(
      (one, other) =>
        Number((one.lastAskedAtMillis ?? 0) >= startOfToday) - Number((other.lastAskedAtMillis ?? 0) >= startOfToday) || orderOf(one.place) - orderOf(other.place),
    );
  if (chosen === undefined) return null;
  const id = `pair-${pair.join('-')}-${moment.today}`;
  const question = makeSort({ id, set, cardId: null, random: createSeededRandom(seed) }, chosen.row, chosen.side);
  return question === null ? null : { id, kind: 'pair', pair, set, question };
}
