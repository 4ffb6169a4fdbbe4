/** Has a thread that is about to end look through its memory once more. */

/**
 * Collects what is no longer in use, which then goes back to the system at once; what a thread still holds at its end, the engine
 * keeps for other threads for some seconds more. Where the engine cannot be asked, nothing happens.
 */
export async function giveMemoryBack(): Promise<void> {
  try {
    const { Session } = await import('node:inspector/promises');
    const session = new Session();
    session.connect();
    await session.post('HeapProfiler.collectGarbage');
    session.disconnect();
  } catch {
    // Some builds are without an inspector, and nothing but memory depends on it.
  }
}
