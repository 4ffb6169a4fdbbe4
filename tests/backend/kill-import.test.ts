import { describe, expect, it } from 'vitest';
import { killWhileImporting } from '../bench/kill-import-rounds.ts';

describe('a process killed while importing', () => {
  it('leaves all of the import or nothing of it, and a sound library', { timeout: 120_000 }, async () => {
    const { untouched, imported } = await killWhileImporting(5, 500);
    expect(untouched + imported).toBe(5);
  });
});
