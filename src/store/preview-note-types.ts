/** What an import would make of the file's note types, computed as the merge itself does, from a second connection that only reads. */

import SqliteDatabase from 'better-sqlite3';
import { join } from 'node:path';
import { isSameKind, isUntouchedPlan } from '../core/cards/map-note-type.ts';
import type { NoteTypePlan } from '../core/cards/map-note-type.ts';
import { LIBRARY_FILE } from './library.ts';
import { listLibraryNoteTypes, listStagedNoteTypes, planStagedType } from './plan-note-types.ts';
import type { PlanOptions, StagedNoteType } from './plan-note-types.ts';

/** As the contract has it. */
export interface NoteTypePreview {
  readonly name: string;
  readonly noteCount: number;
  readonly fieldNames: readonly string[];
  readonly target: string | null;
  readonly fields: readonly { readonly from: string; readonly to: string | null }[];
  readonly choices: readonly { readonly name: string; readonly fieldNames: readonly string[] }[];
}

type LibraryTypes = ReturnType<typeof listLibraryNoteTypes>;

/** Note types that meet one of the library; those that are the very same are left out. The staging database must be closed. */
export function previewNoteTypes(libraryDir: string, stagingPath: string, options: Omit<PlanOptions, 'renames'>): readonly NoteTypePreview[] {
  const database = new SqliteDatabase(join(libraryDir, LIBRARY_FILE), { readonly: true });
  try {
    database.prepare('ATTACH ? AS incoming').run(stagingPath);
    const library = listLibraryNoteTypes(database);
    return listStagedNoteTypes(database, new Map()).flatMap((staged) => {
      const plan = planStagedType(database, staged, library, { ...options, renames: new Map() });
      return isWorthShowing(staged, plan, library, options) ? [describe(staged, plan, library)] : [];
    });
  } finally {
    database.close();
  }
}

function isWorthShowing({ definition }: StagedNoteType, plan: NoteTypePlan, library: LibraryTypes, options: Pick<PlanOptions, 'choices'>): boolean {
  if (options.choices.some(({ name }) => name === definition.name)) return true;
  if (plan.target === null) return library.some((type) => type.name === definition.name && isSameKind(type, definition));
  return plan.addedTemplates.length > 0 || !isUntouchedPlan(definition, plan);
}

function describe({ definition, noteCount }: StagedNoteType, plan: NoteTypePlan, library: LibraryTypes): NoteTypePreview {
  const fieldsThere = [...(plan.target ?? definition).fields, ...plan.addedFields];
  return {
    name: definition.name,
    noteCount,
    fieldNames: definition.fields.map(({ name }) => name),
    target: plan.target?.name ?? null,
    fields: definition.fields.map(({ name }, index) => {
      const place = plan.fieldPlaces[index] ?? null;
      return { from: name, to: place === null ? null : (fieldsThere[place]?.name ?? null) };
    }),
    choices: library.filter((type) => isSameKind(type, definition)).map((type) => ({ name: type.name, fieldNames: type.fields.map(({ name }) => name) })),
  };
}
