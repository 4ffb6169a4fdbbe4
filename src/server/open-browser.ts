/** Opens the default browser where there can be one. */

import open from 'open';

/** True when this computer has a screen to open a browser on: always on macOS and Windows, elsewhere when a display is set. */
export function hasScreen(platform: NodeJS.Platform, environment: Readonly<Record<string, string | undefined>>): boolean {
  if (platform === 'darwin' || platform === 'win32') return true;
  return Boolean(environment['DISPLAY'] || environment['WAYLAND_DISPLAY'] || environment['WSL_DISTRO_NAME']);
}

/** Opens the address in the default browser. Returns false where there is none; never throws. */
export async function openBrowser(address: string): Promise<boolean> {
  if (!hasScreen(process.platform, process.env)) return false;
  try {
    const child = await open(address);
    child.on('error', () => undefined);
    return true;
  } catch {
    return false;
  }
}
