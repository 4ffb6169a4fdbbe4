/** Which damage a case of the fuzz run has: the same run and index give the same case. */

import { createSeededRandom } from '../../src/core/seeded-random.ts';
import type { Case } from './cases.ts';
import { damage } from './pack-seed.ts';
import type { Seed, Subject } from './seed.ts';

export interface CaseNumber {
  readonly run: number;
  readonly index: number;
}

/** In half of the cases the format is asked for by name, where a learner can. */
export async function drawCase(subject: Subject, seeds: readonly Seed[], { run, index }: CaseNumber): Promise<Case> {
  const random = createSeededRandom(run * 1_000_003 + index);
  const seed = seeds[Math.floor(random() * seeds.length)];
  if (seed === undefined) throw new Error(`${subject.name} has no seeds`);
  const bytes = await damage(seed, seeds, random);
  return { bytes, fileName: seed.fileName, format: random() < 0.5 ? subject.format : null };
}
