/** Every operation of Versus by name; hosts, clients and handlers are derived from this one table. */

import type * as z from 'zod';
import { contrastContract } from './contrast.ts';
import { exportContract } from './export.ts';
import { arrivalContract, fatesContract, importContract } from './import.ts';
import { insightContract } from './insight.ts';
import { libraryContract } from './library.ts';
import { mediaContract } from './media.ts';
import { notesContract } from './notes.ts';
import type { OperationKind } from './operation.ts';
import { quizContract } from './quiz.ts';
import { studyContract } from './study.ts';

export const contract = { ...libraryContract, ...notesContract, ...mediaContract, ...studyContract, ...importContract, ...arrivalContract, ...fatesContract, ...exportContract, ...contrastContract, ...quizContract, ...insightContract };

export type Contract = typeof contract;
export type OperationName = keyof Contract;
/** What a caller passes, before validation. */
export type InputOf<Name extends OperationName> = z.input<Contract[Name]['input']>;
/** What a handler receives, after validation. */
export type ParsedInputOf<Name extends OperationName> = z.output<Contract[Name]['input']>;
export type OutputOf<Name extends OperationName> = NonNullable<Contract[Name]['output']> | Extract<Contract[Name]['output'], null>;
export type NamesOfKind<Kind extends OperationKind> = { [Name in OperationName]: Contract[Name]['kind'] extends Kind ? Name : never }[OperationName];

export function isOperationName(name: string): name is OperationName {
  return Object.hasOwn(contract, name);
}
