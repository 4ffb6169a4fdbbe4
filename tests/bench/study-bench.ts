/**
 * How long studying takes in libraries of different sizes: `node tests/bench/study-bench.ts [cards…]` (default 10000 100000 1000000).
 * Makes each library with bulk SQL, then measures in a process of its own: starting the backend, the tree's counts, a grade with
 * the next card, and the peak of memory; beside it the floor, the bare SQLite statements on the same rows in the same run.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LIBRARY_FILE } from '../../src/store/library.ts';
import { generateLibrary } from './study-library.ts';

interface Measured {
  readonly startMillis: number;
  readonly startToLibraryMillis: number;
  readonly overviewMillis: number;
  readonly countsMillis: number;
  readonly countsFloorMillis: number;
  readonly firstViewMillis: number;
  readonly gradeMedianMillis: number;
  readonly gradeP99Millis: number;
  readonly gradeFloorMedianMillis: number;
  readonly gradeFloorP99Millis: number;
  readonly peakMemoryMegabytes: number;
}

const sizes = process.argv.slice(2).map(Number);
if (sizes.some((size) => !Number.isInteger(size) || size < 1000)) {
  console.error('usage: node tests/bench/study-bench.ts [cards…], each at least 1000');
  process.exit(2);
}
const measureScript = fileURLToPath(new URL('study-bench-run.ts', import.meta.url));

console.log('Studying: all times in ms, each beside its floor (the bare SQLite statements on the same rows)');
for (const cardCount of sizes.length === 0 ? [10_000, 100_000, 1_000_000] : sizes) {
  const dir = mkdtempSync(join(tmpdir(), 'versus-bench-'));
  const copyDir = mkdtempSync(join(tmpdir(), 'versus-bench-floor-'));
  try {
    generateLibrary(dir, cardCount);
    const megabytes = Math.round(statSync(join(dir, LIBRARY_FILE)).size / 2 ** 20);
    copyFileSync(join(dir, LIBRARY_FILE), join(copyDir, LIBRARY_FILE));
    const measured = JSON.parse(execFileSync(process.execPath, [measureScript, dir, copyDir], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })) as Measured;
    const show = (value: number): string => value.toFixed(2).padStart(8);
    console.log(`\n${cardCount.toLocaleString('en')} cards (${megabytes} MB)`);
    console.log(`  grade to next card, median ${show(measured.gradeMedianMillis)}   floor ${show(measured.gradeFloorMedianMillis)}`);
    console.log(`  grade to next card, p99    ${show(measured.gradeP99Millis)}   floor ${show(measured.gradeFloorP99Millis)}`);
    console.log(`  counts of the deck tree    ${show(measured.countsMillis)}   floor ${show(measured.countsFloorMillis)}`);
    console.log(`  library screen, whole      ${show(measured.overviewMillis)}`);
    console.log(`  first card of a session    ${show(measured.firstViewMillis)}`);
    console.log(`  start of the backend       ${show(measured.startMillis)}, with the library screen ${show(measured.startToLibraryMillis).trim()}`);
    console.log(`  peak memory                ${measured.peakMemoryMegabytes.toFixed(0).padStart(8)} MB`);
  } finally {
    for (const made of [dir, copyDir]) rmSync(made, { recursive: true, force: true });
  }
}
