import { expect, it } from 'vitest';
import { presetSettings, settingsPatch } from '../../src/contract/library.ts';
import { DEFAULT_PRESET } from '../../src/core/scheduling/model.ts';

it('study options written before there were staggered twins take their defaults', () => {
  const { staggerTwins, staggerStabilityDays, ...before } = DEFAULT_PRESET;
  expect(presetSettings.parse(before)).toEqual(DEFAULT_PRESET);
  expect(presetSettings.parse({ ...before, staggerTwins: false, staggerStabilityDays: 5.5 })).toMatchObject({ staggerTwins: !staggerTwins, staggerStabilityDays: 3.5 + staggerStabilityDays });
  expect(presetSettings.safeParse({ ...before, staggerStabilityDays: 0 }).success).toBe(false);
});

it('settings can be changed one by one', () => {
  expect(settingsPatch.parse({ certaintyStep: true })).toEqual({ certaintyStep: true });
  expect(settingsPatch.parse({ adaptiveModes: false })).toEqual({ adaptiveModes: false });
  expect(settingsPatch.safeParse({ adaptiveModes: 'yes' }).success).toBe(false);
});
