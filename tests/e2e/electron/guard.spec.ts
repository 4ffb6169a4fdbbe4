/** What a hostile page in the desktop window would try: navigating away, opening windows, asking for permissions, reaching the network. */
import { expect, test } from './desktop-app.ts';

test('the window stays on its own pages and opens no others', async ({ desktop }) => {
  const { app, page } = await desktop.launch();
  const address = page.url();
  // Addresses that no browser outside would be asked to open.
  const opened = await page.evaluate(() => window.open('file:///etc/passwd') === null);
  expect(opened).toBe(true);
  await page.evaluate(() => {
    location.href = 'data:text/html,elsewhere';
  });
  await page.waitForTimeout(300);
  expect(page.url().split('#')[0]).toBe(address.split('#')[0]);
  expect(app.windows()).toHaveLength(1);
});

test('the page can reach no network and gets no permissions', async ({ desktop }) => {
  const { page } = await desktop.launch();
  const outcome = await page.evaluate(async () => ({
    fetched: await fetch('https://example.org/').then(
      () => 'reached',
      () => 'refused',
    ),
    notifications: await Notification.requestPermission(),
    evaluated: ((): string => {
      try {
        return String(new Function('return 1')());
      } catch {
        return 'refused';
      }
    })(),
  }));
  expect(outcome).toEqual({ fetched: 'refused', notifications: 'denied', evaluated: 'refused' });
});
