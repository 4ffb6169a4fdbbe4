/** `node tests/bench/kill-import.ts [rounds]` (default 50): kills a process while it imports; see kill-import-rounds.ts. */
import { killWhileImporting } from './kill-import-rounds.ts';

const rounds = Number(process.argv[2] ?? 50);
const { untouched, imported } = await killWhileImporting(rounds);
console.log(`${rounds} kills while importing: the library was untouched ${untouched} times and held the whole import ${imported} times, sound each time`);
