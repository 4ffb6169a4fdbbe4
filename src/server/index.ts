/** The browser host as a program of its own, as `npm start` runs it where the desktop window cannot be had. */

import { parseArgs } from 'node:util';
import { describeFailure } from '../host/describe-failure.ts';
import { resolveLibraryDir } from '../host/library-dir.ts';
import { serve } from './serve.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { library: { type: 'string' }, port: { type: 'string' }, 'no-open': { type: 'boolean' } },
});

try {
  await serve({
    libraryDir: resolveLibraryDir(values.library),
    port: Number(values.port ?? 0),
    open: values['no-open'] !== true,
    files: positionals,
    ...(process.env['VERSUS_TOKEN'] === undefined ? {} : { token: process.env['VERSUS_TOKEN'] }),
    ...(process.env['VERSUS_DEVELOPMENT_URL'] === undefined ? {} : { developmentUrl: process.env['VERSUS_DEVELOPMENT_URL'] }),
  });
} catch (error) {
  console.error(describeFailure(error));
  process.exitCode = 1;
}
