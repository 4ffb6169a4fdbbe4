/** What a practice or an exam is to be: its set, modes and length, kept for the next time. */

import type { QuestionMode } from '../../../core/quiz/model.ts';

export type SessionKind = 'practice' | 'exam';

export interface PracticePlan {
  readonly modes: readonly QuestionMode[];
  readonly length: number;
  readonly isTimed: boolean;
}

export interface ModeDescription {
  readonly mode: QuestionMode;
  readonly name: string;
  readonly does: string;
}

export const MODES: readonly ModeDescription[] = [
  { mode: 'sort', name: 'Sort', does: 'Whose is this statement?' },
  { mode: 'choose', name: 'Choose', does: 'Pick one of the sides' },
  { mode: 'complete', name: 'Complete', does: 'Type the missing side' },
  { mode: 'match', name: 'Match', does: 'Put pairs together again' },
  { mode: 'side-by-side', name: 'Side by side', does: 'Fill in the table' },
  { mode: 'why', name: 'Why', does: 'Say what decides it' },
  { mode: 'scenario', name: 'Scenario', does: 'Who acts in this situation?' },
];

export const LENGTHS: readonly number[] = [5, 10, 20, 40];

export const DEFAULT_PLAN: PracticePlan = { modes: ['sort', 'choose', 'complete'], length: 10, isTimed: false };

/** "Side by side". Modes of the log that are no way of asking come back as they are. */
export function nameMode(mode: string): string {
  return MODES.find((one) => one.mode === mode)?.name ?? mode;
}

/** A plan kept as text; whatever cannot be read is the default. */
export function readPlan(text: string | null): PracticePlan {
  if (text === null) return DEFAULT_PLAN;
  try {
    const kept = JSON.parse(text) as Partial<Record<keyof PracticePlan, unknown>> | null;
    const wanted = Array.isArray(kept?.modes) ? (kept.modes as unknown[]) : [];
    const modes = MODES.map(({ mode }) => mode).filter((mode) => wanted.includes(mode));
    return {
      modes: modes.length === 0 ? DEFAULT_PLAN.modes : modes,
      length: LENGTHS.find((length) => length === kept?.length) ?? DEFAULT_PLAN.length,
      isTimed: kept?.isTimed === true,
    };
  } catch {
    return DEFAULT_PLAN;
  }
}
