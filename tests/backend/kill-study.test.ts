import { describe, expect, it } from 'vitest';
import { killWhileStudying } from '../bench/kill-study-rounds.ts';

describe('a process killed while grading', () => {
  it('has lost no grade that it answered for, and leaves a sound library', { timeout: 120_000 }, async () => {
    const findings = await killWhileStudying(5);
    expect(findings.rounds).toBe(5);
    expect(findings.gradeCount).toBeGreaterThan(5);
  });
});
