/** A learner who studies a deck with a concept set, and answers what is asked rightly or wrongly. */

import { createBackend } from '../../src/backend/create-backend.ts';
import type { InputOf } from '../../src/contract/contract.ts';
import { createClient } from '../../src/contract/client.ts';
import type { ConceptSetDetail } from '../../src/contract/contrast.ts';
import type { StudyView } from '../../src/contract/study.ts';
import type { Side } from '../../src/core/contrast/model.ts';
import type { DeckId } from '../../src/core/ids.ts';
import type { Question, Response } from '../../src/core/quiz/model.ts';
import { DEFAULT_PRESET, type PresetSettings, type Rating } from '../../src/core/scheduling/model.ts';
import { createSeededRandom } from '../fixtures/study-learner.ts';
import { type ContrastSession, openContrastSession, type RowInput, rowOf, TWO_CONCEPTS } from './contrast-session.ts';

type SentResponse = NonNullable<InputOf<'study.grade'>['response']>;
export type Certainty = NonNullable<InputOf<'study.grade'>['certainty']>;

export const ROWS: readonly RowInput[] = [
  rowOf('risk', 'keeps risk small', 'takes a risk'),
  rowOf('goal', 'reaches the goals that were set', 'asks where to go'),
  rowOf('people', 'gives out the work', 'wins people over'),
];

/** All cards of a note may be asked on one day, in the order in which they were made, and none has to wait. */
export const ALL_AT_ONCE: Partial<PresetSettings> = { buryNewSiblings: false, buryReviewSiblings: false, staggerTwins: false, fuzz: false };

export interface ContrastLearner extends ContrastSession {
  readonly set: ConceptSetDetail;
  readonly deckId: DeckId;
  readonly view: () => Promise<StudyView>;
  /** Answers the current card's question; fails when there is none. */
  readonly answer: (right: boolean, certainty?: Certainty | null) => Promise<StudyView>;
  readonly grade: (rating: Rating) => Promise<StudyView>;
  /** Answers the extra; fails when there is none. */
  readonly answerExtra: (right?: boolean) => Promise<StudyView>;
  readonly setPreset: (changes: Partial<PresetSettings>) => Promise<void>;
  /** What another process sees that opens the library after this one closed it; this learner is of no use then. */
  readonly viewAnew: () => Promise<StudyView>;
}

/** The right response, or one that mixes up two concepts. */
export function respondTo(question: Question, right: boolean): Response {
  switch (question.mode) {
    case 'sort': {
      const other = question.choices.find((side) => side !== question.solution && typeof side !== 'string') as Side;
      return { mode: 'sort', side: right ? question.solution : other };
    }
    case 'choose': {
      const lure = question.options.findIndex(({ side }) => side !== question.askedSide);
      return { mode: 'choose', optionIndex: right ? question.solutionIndex : lure };
    }
    case 'complete':
      return { mode: 'complete', text: right ? question.expected : question.given, verdict: null };
    case 'side-by-side': {
      const texts = question.hidden.map(({ row, column }) => question.rows[row]?.cells[right ? column : 1 - column] ?? '');
      return { mode: 'side-by-side', texts, verdicts: texts.map(() => null) };
    }
    default:
      throw new Error(`study asks no ${question.mode} question`);
  }
}

export async function createContrastLearner(
  preset: Partial<PresetSettings> = ALL_AT_ONCE,
  rows = ROWS,
  seed = 1,
  concepts: InputOf<'conceptSet.save'>['concepts'] = TWO_CONCEPTS,
): Promise<ContrastLearner> {
  const session = openContrastSession({ seed });
  const { client, clock } = session;
  const set = await session.makeSet({ rows, concepts });
  const { deckId } = set;
  const view = (): Promise<StudyView> => client.call('study.view', { deckId });
  const setPreset = async (changes: Partial<PresetSettings>): Promise<void> => {
    const settings = { ...DEFAULT_PRESET, ...changes };
    const { learningStepsMinutes, relearningStepsMinutes, fsrsWeights } = settings;
    await client.call('preset.update', {
      deckId,
      settings: { ...settings, learningStepsMinutes: [...learningStepsMinutes], relearningStepsMinutes: [...relearningStepsMinutes], fsrsWeights: fsrsWeights === null ? null : [...fsrsWeights] },
      forThisDeckOnly: false,
    });
  };
  await setPreset(preset);
  const currentOf = ({ current }: StudyView): NonNullable<StudyView['current']> => {
    if (current === null) throw new Error('there is no card to ask');
    return current;
  };
  return {
    ...session,
    set,
    deckId,
    view,
    setPreset,
    answer: async (right, certainty = null) => {
      const { cardId, reviewCount, question } = currentOf(await view());
      if (question === null) throw new Error('the card is asked by recall');
      clock.now += 1000;
      const response = respondTo(question, right) as SentResponse;
      return client.call('study.grade', { deckId, cardId, reviewCount, rating: right ? 3 : 1, durationMillis: 1000, response, certainty });
    },
    grade: async (rating) => {
      const { cardId, reviewCount } = currentOf(await view());
      clock.now += 1000;
      return client.call('study.grade', { deckId, cardId, reviewCount, rating, durationMillis: 1000 });
    },
    answerExtra: async (right = true) => {
      const { extra } = await view();
      if (extra === null) throw new Error('there is no extra to answer');
      clock.now += 1000;
      return client.call('study.answer-extra', { deckId, extraId: extra.id, response: respondTo(extra.question, right) as SentResponse, durationMillis: 1000 });
    },
    viewAnew: async () => {
      await session.backend.close();
      const backend = createBackend({
        libraryDir: session.libraryDir,
        clock: { nowMillis: () => clock.now, zoneOffsetMinutesAt: () => 0 },
        random: createSeededRandom(99),
        withStarterDeck: false,
      });
      try {
        const again = createClient({ call: backend.call, onEvent: backend.onEvent, sendFile: () => Promise.reject(new Error('no files here')) });
        return await again.call('study.view', { deckId });
      } finally {
        await backend.close();
      }
    },
  };
}
