/** What speaks for a pair, as sentences, and the score that the reasons make together. */

export type MinedReasonKind = 'alike-fronts' | 'alike-answers' | 'template' | 'lure' | 'minimal-difference' | 'answered-for-each-other';

export interface MinedReason {
  readonly kind: MinedReasonKind;
  /** A sentence for the learner. */
  readonly sentence: string;
  /** 0 to 1: how far this reason alone makes the pair confusable. */
  readonly weight: number;
  /** What the reason itself calls the two, the lower place first. */
  readonly labels?: readonly [string, string];
}

/** 1 − Π(1 − weight): reasons add up as independent chances do (noisy or). 0 without any. */
export function scoreReasons(reasons: readonly Pick<MinedReason, 'weight'>[]): number {
  return 1 - reasons.reduce((rest, { weight }) => rest * (1 - weight), 1);
}
