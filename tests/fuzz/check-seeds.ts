/** What a fuzz run stands on: every seed, as it is, is read by the reader that it is for. A broken seed would be refused in all its cases and prove nothing. */

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importOptions } from '../../src/contract/import.ts';
import { readFileInto } from '../../src/backend/jobs/read-file.ts';
import { createCollectingSink } from '../fixtures/collecting-sink.ts';
import { MOMENT, NOW_MILLIS } from '../fixtures/export-source.ts';
import { packSeed } from './pack-seed.ts';
import type { Seed, Subject } from './seed.ts';

/** Throws where a seed is not read, or is read as something else. `dir` is left as it was. */
export async function checkSeeds({ name, reads }: Subject, seeds: readonly Seed[], dir: string): Promise<void> {
  if (seeds.length === 0) throw new Error(`${name} has no seeds`);
  for (const [index, seed] of seeds.entries()) {
    const folder = join(dir, 'sound');
    const scratchDir = join(folder, 'scratch');
    mkdirSync(scratchDir, { recursive: true });
    const path = join(folder, 'input');
    writeFileSync(path, await packSeed(seed));
    const sink = createCollectingSink();
    const which = `seed ${String(index)} of ${name} (${seed.fileName})`;
    try {
      const { format } = await readFileInto(
        { path, fileName: seed.fileName, scratchDir, options: importOptions.parse({}), nowMillis: NOW_MILLIS, moment: MOMENT, zoneOffsetMinutesAt: () => 0, noteTypes: [], deckNames: [], savedMappings: [] },
        sink,
      );
      if (format !== reads) throw new Error(`it was read as ${format}`);
      if (sink.collected.notes.length === 0) throw new Error('it was read and held no notes');
    } catch (thrown) {
      throw new Error(`${which} is not sound`, { cause: thrown });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}
