/** Pictures, sounds and videos of a note on their way into the library, and where they are shown from. */

import type { Client } from '../../../contract/client.ts';

/** Takes files into the library and returns their names. Throws AppError when one is refused; those before it stay. */
export async function sendMediaFiles(client: Client, files: readonly File[]): Promise<readonly string[]> {
  const names: string[] = [];
  for (const file of files) {
    const { name } = await client.call('media.add', { ticket: await client.sendFile(file) });
    names.push(name);
  }
  return names;
}

/** Where the library's files of these names are served; null for those it does not have, and when it cannot be asked. */
export async function findMediaUrls(client: Client, names: readonly string[]): Promise<readonly (string | null)[]> {
  return await client.call('media.find', { names: [...names] }).catch(() => names.map(() => null));
}
