#!/usr/bin/env node
/** The command line: the same backend as the windows, without one. */

import { explainOldNode } from './supported-node.ts';

const why = explainOldNode(process.versions.node);
if (why === null) {
  // Loaded only where it can run: an older Node would end in a crash instead of a sentence.
  const { runCommandLine } = await import('./run.ts');
  process.exitCode = await runCommandLine(process.argv.slice(2));
} else {
  process.stderr.write(`${why}\n`);
  process.exitCode = 1;
}
