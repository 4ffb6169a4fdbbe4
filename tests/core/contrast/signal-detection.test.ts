import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalQuantile } from '../../../src/core/contrast/normal-quantile.ts';
import { describeDiscriminability, measureDiscriminability } from '../../../src/core/contrast/signal-detection.ts';

const count = fc.integer({ min: 0, max: 500 });
const table = fc.record({ firstAsFirst: count, firstAsSecond: count, secondAsFirst: count, secondAsSecond: count });

describe('the normal quantile', () => {
  it.each([
    [0.5, 0],
    [0.975, 1.959963984540054],
    [0.8413447460685429, 1],
    [0.025, -1.959963984540054],
    [1e-10, -6.36134090240406],
    [1e-20, -9.26234008979841],
  ])('of %d is %d', (p, z) => expect(normalQuantile(p)).toBeCloseTo(z, 10));

  it('is antisymmetric about one half', () => {
    fc.assert(fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), (p) => Math.abs(normalQuantile(p) + normalQuantile(1 - p)) < 1e-9));
  });

  it.each([0, 1, -0.2, Number.NaN])('refuses %d', (p) => expect(() => normalQuantile(p)).toThrow(RangeError));
});

describe('sensitivity and criterion', () => {
  it('agree with the published example of statpsych’s signal(): 82 of 100 and 46 of 100, log-linear', () => {
    const measured = measureDiscriminability({ firstAsFirst: 82, firstAsSecond: 18, secondAsFirst: 46, secondAsSecond: 54 });
    expect(measured.sensitivity).toBeCloseTo(1.002793, 6);
    expect(measured.criterion).toBeCloseTo(-0.4019603, 6);
  });

  it('come close to the uncorrected d′ of Macmillan and Creelman’s 80 % hits and 40 % false alarms with many trials', () => {
    const measured = measureDiscriminability({ firstAsFirst: 80_000, firstAsSecond: 20_000, secondAsFirst: 40_000, secondAsSecond: 60_000 });
    expect(measured.sensitivity).toBeCloseTo(1.095, 3);
    expect(measured.criterion).toBeCloseTo(-0.294, 3);
  });

  it('have no lean when the errors are symmetric', () => {
    fc.assert(
      fc.property(count, count, (right, wrong) => {
        const { criterion } = measureDiscriminability({ firstAsFirst: right, firstAsSecond: wrong, secondAsFirst: wrong, secondAsSecond: right });
        expect(Math.abs(criterion)).toBeLessThan(1e-12);
      }),
    );
  });

  it('keep the sensitivity and turn the lean round when the concepts change places', () => {
    fc.assert(
      fc.property(table, (counts) => {
        const one = measureDiscriminability(counts);
        const other = measureDiscriminability({
          firstAsFirst: counts.secondAsSecond,
          firstAsSecond: counts.secondAsFirst,
          secondAsFirst: counts.firstAsSecond,
          secondAsSecond: counts.firstAsFirst,
        });
        expect(other.sensitivity).toBeCloseTo(one.sensitivity, 9);
        expect(other.criterion).toBeCloseTo(-one.criterion, 9);
      }),
    );
  });

  it('are finite when every answer was right, wrong, or missing', () => {
    fc.assert(fc.property(table, (counts) => Object.values(measureDiscriminability(counts)).every(Number.isFinite)));
    expect(measureDiscriminability({ firstAsFirst: 0, firstAsSecond: 0, secondAsFirst: 0, secondAsSecond: 0 })).toEqual({ sensitivity: 0, criterion: 0 });
  });
});

describe('the sentence', () => {
  it('names the concept that the answers lean to', () => {
    const measured = measureDiscriminability({ firstAsFirst: 14, firstAsSecond: 6, secondAsFirst: 0, secondAsSecond: 20 });
    expect(describeDiscriminability(measured, 'manager', 'leader')).toBe('You tell them apart well, but you lean to leader.');
  });

  it('says when there is no lean', () => {
    const measured = measureDiscriminability({ firstAsFirst: 30, firstAsSecond: 1, secondAsFirst: 1, secondAsSecond: 30 });
    expect(describeDiscriminability(measured, 'manager', 'leader')).toBe('You tell them apart very well, and you lean to neither.');
  });
});
