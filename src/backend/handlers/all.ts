/** Every handler and every command's rule by operation name, one file per part of the contract. */

import type { OperationName } from '../../contract/contract.ts';
import type { CommandRule } from '../handler.ts';
import { importHandlers, importRules } from './import.ts';
import { libraryHandlers, libraryRules } from './library.ts';
import { notesHandlers, notesRules } from './notes.ts';
import { studyHandlers, studyRules } from './study.ts';

export const handlers: { readonly [Name in OperationName]?: unknown } = { ...libraryHandlers, ...notesHandlers, ...studyHandlers, ...importHandlers };
export const rules: { readonly [Name in OperationName]?: CommandRule } = { ...libraryRules, ...notesRules, ...studyRules, ...importRules };
