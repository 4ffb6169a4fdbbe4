/** Where in a workbook's archive its first sheet, its strings and its styles lie; paths are the writer's choice, so they are looked up. */

import type { FolderSource } from '../folder-source.ts';
import { attributeOf, readRecords } from './local-names.ts';

export interface WorkbookParts {
  readonly sheetPath: string | null;
  readonly sheetName: string;
  readonly furtherSheets: number;
  readonly sharedStringsPath: string | null;
  readonly stylesPath: string | null;
  /** Days are counted from 1904 instead of 1900. */
  readonly startsIn1904: boolean;
}

interface Sheet {
  readonly name: string;
  readonly relation: string;
  readonly isHidden: boolean;
}

const USUAL_WORKBOOK = 'xl/workbook.xml';
const nothing = (): void => undefined;

/** The first sheet that is not hidden. Sheets that hold a chart alone are none. Throws AppError file-damaged. */
export async function locateParts(source: FolderSource, readPart: (path: string | null) => Promise<string | null>): Promise<WorkbookParts> {
  const workbookPath = findWorkbook((await readPart('[Content_Types].xml')) ?? '');
  const folder = workbookPath.slice(0, workbookPath.lastIndexOf('/') + 1);
  const sheets: Sheet[] = [];
  let startsIn1904 = false;
  readRecords((await readPart(workbookPath)) ?? '', ['workbook', 'sheets'], ({ attributes }, name) => {
    if (name === 'workbookPr') startsIn1904 = ['1', 'true'].includes(attributes['date1904'] ?? '');
    if (name === 'sheet') sheets.push({ name: attributes['name'] ?? 'Sheet', relation: attributeOf(attributes, 'id') ?? '', isHidden: (attributes['state'] ?? 'visible') !== 'visible' });
  }, nothing);
  const relations = new Map<string, { readonly type: string; readonly path: string }>();
  const relationsPath = `${folder}_rels/${workbookPath.slice(folder.length)}.rels`;
  readRecords((await readPart(relationsPath)) ?? '', ['Relationships'], ({ attributes }) => {
    const type = attributes['Type'] ?? '';
    relations.set(attributes['Id'] ?? '', { type: type.slice(type.lastIndexOf('/') + 1), path: resolvePath(folder, attributes['Target'] ?? '') });
  }, nothing);
  const pathOfType = (type: string, usual: string): string => [...relations.values()].find((relation) => relation.type === type)?.path ?? `${folder}${usual}`;
  const tables = sheets.filter(({ relation }) => (relations.get(relation)?.type ?? 'worksheet') === 'worksheet');
  const first = tables.find(({ isHidden }) => !isHidden) ?? tables[0];
  const anySheet = source.paths.find((path) => /worksheets\/[^/]+\.xml$/i.test(path)) ?? null;
  return {
    sheetPath: (first === undefined ? undefined : relations.get(first.relation)?.path) ?? anySheet,
    sheetName: first?.name ?? 'Sheet',
    furtherSheets: Math.max(0, tables.filter(({ isHidden }) => !isHidden).length - 1),
    sharedStringsPath: pathOfType('sharedStrings', 'sharedStrings.xml'),
    stylesPath: pathOfType('styles', 'styles.xml'),
    startsIn1904,
  };
}

function findWorkbook(contentTypes: string): string {
  let path = USUAL_WORKBOOK;
  readRecords(contentTypes, ['Types'], ({ attributes }) => {
    if (/(sheet|template)\.(macroEnabled\.)?main\+xml$/i.test(attributes['ContentType'] ?? '')) path = resolvePath('', attributes['PartName'] ?? `/${USUAL_WORKBOOK}`);
  }, nothing);
  return path;
}

/** A target is relative to the part that names it, or absolute within the archive. */
function resolvePath(folder: string, target: string): string {
  const levels: string[] = [];
  for (const level of (target.startsWith('/') ? target : folder + target).split('/')) {
    if (level === '..') levels.pop();
    else if (level !== '' && level !== '.') levels.push(level);
  }
  return levels.join('/');
}
