/** The address of the app's own pages in the desktop window, and what counts as one of them. */

export const appScheme = 'app';
const appHost = 'versus';
export const appAddress = `${appScheme}://${appHost}/`;

/** True for pages of the app itself. */
export function isAppAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host, username, password } = new URL(address);
  return protocol === `${appScheme}:` && host === appHost && username === '' && password === '';
}

/** True for what may be handed to the system's browser: http and https, nothing that starts a program. */
export function isWebAddress(address: string): boolean {
  return URL.canParse(address) && ['http:', 'https:'].includes(new URL(address).protocol);
}

/** True for what the window may request at all: the app, and data that is there already. */
export function isLocalRequest(address: string, developmentUrl: string | undefined): boolean {
  if (isAppAddress(address) || /^(data|blob|devtools|chrome-extension):/.test(address)) return true;
  return developmentUrl !== undefined && new URL(address).host === new URL(developmentUrl).host;
}
