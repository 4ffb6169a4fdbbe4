/** Hands a file to the learner: the browser saves it among the downloads, the desktop window asks where. */

/** Saves what stands at an address of the app's own. Must be called while the page is shown. */
export function downloadFrom(address: string, name: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.hidden = true;
  document.body.append(link);
  link.click();
  link.remove();
}

/** Must be called while the page is shown. The file is UTF-8. */
export function saveTextFile(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  downloadFrom(address, name);
  // The download reads the address after this turn; a minute is long enough for it to begin.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
