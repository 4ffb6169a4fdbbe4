/**
 * What the simulated learner is assumed to be like, each number with where it comes from. "g" and "d" are standardised mean
 * differences between groups of learners. Where the sources leave room the value stands that helps contrast learning less;
 * numbers without a source are said to be guesses.
 */

export interface Assumptions {
  /** Standard deviation of the logarithm of how slowly learners forget, beside the default FSRS-6 curve. A guess. */
  readonly forgettingSpread: number;
  /** Standard deviation of the lean to one answer, in units of d′. A guess. */
  readonly leanSpread: number;
  /** d′ for the practised wording of a side in perfect memory, nothing interfering: 96 % right. A guess, the same for all policies. */
  readonly distanceInMemory: number;
  /**
   * How much of that holds for a wording never practised. Retrieval practice gains g = .50 on what was practised (Yang et al.
   * 2021), d = .40 on transfer (Pan and Rickard 2018): at the most .8; less for rearranged cues, so .5.
   */
  readonly transfer: number;
  /**
   * The most that comparing the two sides adds to d′ on new wordings. Interleaving alike categories, whose mechanism is
   * juxtaposition, gains g = .42 overall (Brunmair and Richter 2019), with pictures more and with words less than nothing. Half
   * of it, .21, times an assumed standard deviation of d′ between learners of .6. Comparing cases (d = .50, Alfieri et al. 2013),
   * asking why (g = .55, Bisra et al. 2018) and triggered comparison (Jacoby et al. 2024) are not added: they overlap with it.
   * Feedback with the reason (.49 against .32, Van der Kleij et al. 2015) adds nothing here: the back of a plain card gives it too.
   */
  readonly contrastGain: number;
  /** The part of the gain still missing that one full juxtaposition closes. A guess: four of them give two thirds. */
  readonly contrastRate: number;
  /**
   * The most that interference between twins takes from the distance. Tinkham (1993) and Waring (1997) find alike words learned
   * together clearly slower, Nakata and Suzuki (2019) more confusions but little loss at the later test: a guess on the low side.
   */
  readonly interference: number;
  /** The part of the interference still missing that one exposure beside an unsettled twin brings. A guess. */
  readonly interferenceRate: number;
  /** The part of it that an exposure removes once both have settled. A guess. */
  readonly resolutionRate: number;
  /** Answers given without attention: to two choices by chance, to recall not at all. */
  readonly lapseRate: number;
  /** What a retrieval by choosing strengthens beside one by recall: multiple choice g = .57, short answer g = .64 (Yang et al. 2021). */
  readonly choosingStrength: number;
}

export const DEFAULT_ASSUMPTIONS: Assumptions = {
  forgettingSpread: 0.4,
  leanSpread: 0.3,
  distanceInMemory: 3.5,
  transfer: 0.5,
  contrastGain: 0.21 * 0.6,
  contrastRate: 0.25,
  interference: 0.15,
  interferenceRate: 0.15,
  resolutionRate: 0.1,
  lapseRate: 0.02,
  choosingStrength: 0.57 / 0.64,
};

export interface Condition {
  readonly name: string;
  readonly assumptions: Assumptions;
}

/**
 * As assumed; then each assumption that favours contrast learning taken away, then all of them; at last the sizes as published,
 * not halved, with twice the interference: to show how far the outcome hangs on what is put in.
 */
export const CONDITIONS: readonly Condition[] = [
  { name: 'as assumed', assumptions: DEFAULT_ASSUMPTIONS },
  { name: 'no interference', assumptions: { ...DEFAULT_ASSUMPTIONS, interference: 0 } },
  { name: 'noisy answers (10 %)', assumptions: { ...DEFAULT_ASSUMPTIONS, lapseRate: 0.1 } },
  { name: 'contrast adds nothing', assumptions: { ...DEFAULT_ASSUMPTIONS, contrastGain: 0 } },
  { name: 'half the transfer', assumptions: { ...DEFAULT_ASSUMPTIONS, transfer: 0.25 } },
  {
    name: 'all of these together',
    assumptions: { ...DEFAULT_ASSUMPTIONS, interference: 0, lapseRate: 0.1, contrastGain: 0, transfer: 0.25 },
  },
  { name: 'less cautious', assumptions: { ...DEFAULT_ASSUMPTIONS, interference: 0.3, contrastGain: 0.42 * 0.6 } },
];

export type Action = 'recall' | 'name-the-side' | 'choose' | 'sort' | 'complete' | 'side-by-side';

/**
 * Seconds from the question to the next one, the feedback read. Guesses; an action that both policies have costs both the same,
 * and typing and comparing are set slow.
 */
export const ACTION_SECONDS: Readonly<Record<Action, number>> = {
  recall: 14,
  'name-the-side': 9,
  choose: 12,
  sort: 9,
  complete: 25,
  'side-by-side': 45,
};

/** Added to every answer that was wrong: the reason is read with more care. A guess, for both policies. */
export const ERROR_SECONDS = 6;

/**
 * How much of a juxtaposition an action is: both sides on the screen and compared is 1; both on it, but only read, one half:
 * also the plain card that shows one side and asks for the other. A plain card's "whose is it?" shows one side.
 */
export const JUXTAPOSITION: Readonly<Record<Action, number>> = {
  recall: 0.5,
  'name-the-side': 0,
  choose: 1,
  sort: 0,
  complete: 0.5,
  'side-by-side': 1,
};

/** Sorting wrongly shows where the statement belongs beside what the other side says: read, not compared. */
export const JUXTAPOSITION_AFTER_WRONG_SORT = 0.5;
