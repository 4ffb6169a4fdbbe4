/** What a file of scenarios holds once it is read, and what can be written as one. The format is described in resources/help/scenarios.md. */

import type { ContrastProblem, ContrastSource } from './model.ts';

/** The version of the format that is written; newer ones are refused. */
export const SCENARIO_TEXT_VERSION = 1;

export const SCENARIO_HEADER_KEYS = ['contrast-scenarios', 'concepts'] as const;
export const SCENARIO_KEYS = ['belongs', 'dimension', 'situation', 'why', 'sources'] as const;

/** A situation in which somebody acts as one of the concepts would, or as both. All texts are plain, lines ended by \n. */
export interface WrittenScenario {
  /** Unique in its file; a scenario that is installed again under its key takes the old one's place. */
  readonly key: string;
  /** One of the file's concepts as its head spells it, or `Both`. */
  readonly belongs: string;
  /** The dimension that decides; empty when none is named. */
  readonly dimension: string;
  readonly situation: string;
  readonly why: string;
  /** One credit a line; empty when there is none. */
  readonly sources: string;
}

export interface ReadScenario extends WrittenScenario {
  /** 1-based line of the block's heading. */
  readonly line: number;
}

export interface ScenarioHeader {
  /** Two or more. */
  readonly concepts: readonly string[];
  readonly sources: readonly ContrastSource[];
}

export interface ScenarioText extends ScenarioHeader {
  readonly scenarios: readonly ReadScenario[];
  readonly problems: readonly ContrastProblem[];
}
