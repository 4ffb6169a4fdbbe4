/** Has every card asked in the classic way, whatever it holds: for tests of the study screen's own keys. */
import type { Page } from '@playwright/test';

interface Bridge {
  readonly call: (name: string, input: object) => Promise<unknown>;
}

export async function askByRecall(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const input = { adaptiveModes: false };
    const { versus } = globalThis as unknown as { readonly versus?: Bridge };
    if (versus !== undefined) {
      await versus.call('settings.update', input);
      return;
    }
    const reply = await fetch('/api/call', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'settings.update', input }),
    });
    if (!reply.ok) throw new Error(`the setting was not taken: ${reply.status}`);
  });
}
