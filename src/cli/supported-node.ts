/** Which Node can run Versus, and what to say to an older one. */

const OLDEST: readonly [major: number, minor: number] = [22, 12];

/** The sentence for a Node that is too old (`process.versions.node`), or null. */
export function explainOldNode(version: string): string | null {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return null;
  return `Versus needs Node ${OLDEST.join('.')} or newer, and this is ${version}. In a checkout, npm run versus brings its own.`;
}
