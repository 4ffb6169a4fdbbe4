#!/usr/bin/env node
/** The command line: the same backend as the windows, without one. */

import { runCommandLine } from './run.ts';

process.exitCode = await runCommandLine(process.argv.slice(2));
