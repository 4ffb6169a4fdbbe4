/** `npm run bench`: every benchmark in turn, each making its own data. An argument chooses by name: `npm run bench -- study`. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const BENCHES = ['import', 'formats', 'anki-backend', 'study', 'learning', 'miner'] as const;

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !BENCHES.some((bench) => bench === name));
if (unknown.length > 0) {
  console.error(`there is no benchmark named ${unknown.join(', ')}; there are ${BENCHES.join(', ')}`);
  process.exit(2);
}
for (const bench of BENCHES) {
  if (wanted.length > 0 && !wanted.includes(bench)) continue;
  const { status } = spawnSync(process.execPath, [fileURLToPath(new URL(`${bench}-bench.ts`, import.meta.url))], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
