/** What the formats keep that are no texts: Anki's packages and our own archive. */

import { KEEPS_EVERYTHING } from './format-writer.ts';
import type { ExportFormat, KeptParts } from './format-writer.ts';

export type PackageFormat = Extract<ExportFormat, 'apkg' | 'apkg-legacy' | 'colpkg' | 'versus-archive'>;

export interface PackageTraits {
  /** For people: “An Anki package”. */
  readonly name: string;
  readonly extension: string;
  readonly keeps: KeptParts;
}

const ANKI: KeptParts = { ...KEEPS_EVERYTHING, conceptSets: false };

export const PACKAGE_FORMATS: Readonly<Record<PackageFormat, PackageTraits>> = {
  apkg: { name: 'An Anki package', extension: '.apkg', keeps: ANKI },
  'apkg-legacy': { name: 'An Anki package', extension: '.apkg', keeps: ANKI },
  colpkg: { name: 'An Anki collection package', extension: '.colpkg', keeps: ANKI },
  'versus-archive': { name: 'A Versus archive', extension: '.versus', keeps: KEEPS_EVERYTHING },
};

export function isPackageFormat(format: ExportFormat): format is PackageFormat {
  return Object.hasOwn(PACKAGE_FORMATS, format);
}
