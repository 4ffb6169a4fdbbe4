/** `node tests/bench/kill-study.ts [rounds]` (default 50): kills a process while it grades and looks for lost grades; see kill-study-rounds.ts. */
import { killWhileStudying } from './kill-study-rounds.ts';

const rounds = Number(process.argv[2] ?? 50);
const { gradeCount } = await killWhileStudying(rounds);
console.log(`${rounds} kills while grading: all ${gradeCount} grades that were answered for are there, and the library is sound each time`);
