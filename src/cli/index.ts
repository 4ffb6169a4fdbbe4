#!/usr/bin/env node
/** The command line: the same backend as the windows, without one. */

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 12)) {
  // Loaded only where it can run: an older Node would end in a crash instead of a sentence.
  process.stderr.write(`Versus needs Node 22.12 or newer, and this is ${process.versions.node}. In a checkout, npm run versus brings its own.\n`);
  process.exitCode = 1;
} else {
  const { runCommandLine } = await import('./run.ts');
  process.exitCode = await runCommandLine(process.argv.slice(2));
}
