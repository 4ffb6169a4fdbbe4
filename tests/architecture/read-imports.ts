/** Reads what a source file imports, for TypeScript and Svelte files alike, with the line of each import. */
import { readFileSync } from 'node:fs';
import ts from 'typescript';

export interface Import {
  readonly specifier: string;
  readonly line: number;
}

function readScripts(path: string): string {
  const text = readFileSync(path, 'utf8');
  if (!path.endsWith('.svelte')) return text;
  // Everything outside <script> is blanked, line by line, so that line numbers stay true.
  let kept = '';
  let end = 0;
  for (const match of text.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)) {
    const start = match.index + match[0].indexOf('>') + 1;
    kept += text.slice(end, start).replaceAll(/[^\n]/g, ' ') + (match[1] ?? '');
    end = start + (match[1] ?? '').length;
  }
  return kept;
}

export function readImports(path: string): Import[] {
  const text = readScripts(path);
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName, pos }) => ({
    specifier: fileName,
    line: text.slice(0, pos).split('\n').length,
  }));
}
