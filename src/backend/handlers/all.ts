/** Every handler and every command's rule by operation name, one file per part of the contract. */

import type { Contract } from '../../contract/contract.ts';
import type { CommandRules, HandlersOf } from '../handler.ts';
import { arrivalHandlers, arrivalRules } from './arrival.ts';
import { contrastHandlers, contrastRules } from './contrast.ts';
import { exportHandlers } from './export.ts';
import { fatesHandlers, fatesRules } from './fates.ts';
import { importHandlers, importRules } from './import.ts';
import { insightHandlers, insightRules } from './insight.ts';
import { libraryHandlers, libraryRules } from './library.ts';
import { mediaHandlers, mediaRules } from './media.ts';
import { minerHandlers, minerRules } from './miner.ts';
import { notesHandlers, notesRules } from './notes.ts';
import { quizHandlers, quizRules } from './quiz.ts';
import { studyHandlers, studyRules } from './study.ts';

export const handlers: HandlersOf<Contract> = { ...libraryHandlers, ...notesHandlers, ...mediaHandlers, ...studyHandlers, ...importHandlers, ...arrivalHandlers, ...fatesHandlers, ...exportHandlers, ...contrastHandlers, ...minerHandlers, ...quizHandlers, ...insightHandlers };
export const rules: CommandRules = { ...libraryRules, ...notesRules, ...mediaRules, ...studyRules, ...importRules, ...arrivalRules, ...fatesRules, ...contrastRules, ...minerRules, ...quizRules, ...insightRules };
