/** What axe finds wrong on a page that has come to rest: a message that is still fading in has, for a moment, less contrast than it will be read with. */

import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** Waits for every animation that ends by itself; what moves for ever (a progress mark) is not waited for. */
async function waitForRest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const ending = document.getAnimations().filter(({ effect }) => effect !== null && Number.isFinite(effect.getComputedTiming().endTime));
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}

/** Each violated rule in one line with the beginnings of the elements that break it; an empty list when nothing is wrong. */
export async function findAccessibilityIssues(page: Page, configure: (axe: AxeBuilder) => AxeBuilder = (axe) => axe): Promise<string[]> {
  await waitForRest(page);
  const { violations } = await configure(new AxeBuilder({ page })).analyze();
  return violations.map(({ id, nodes }) => `${id} ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}
