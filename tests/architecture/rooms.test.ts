/** Holds the README's architecture table against the imports of every source file. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readImports } from './read-imports.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const src = join(root, 'src');

/** room → what its row in the README allows: other rooms, `node`, and packages. */
function readTable(): Map<string, Set<string>> {
  const table = new Map<string, Set<string>>();
  for (const line of readFileSync(join(root, 'README.md'), 'utf8').split('\n')) {
    const row = /^\| `src\/([a-z]+)` \|[^|]*\|([^|]*)\|$/.exec(line);
    if (row === null) continue;
    table.set(row[1] as string, new Set([...(row[2] as string).matchAll(/`([^`]+)`/g)].map((match) => match[1] as string)));
  }
  return table;
}

function packageOf(specifier: string): string {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] as string);
}

/** The name under which the table knows an import: a room, `node`, or a package. */
function nameTarget(file: string, specifier: string): string {
  if (specifier.startsWith('.')) {
    const target = relative(src, resolve(dirname(file), specifier));
    return target.startsWith('..') ? relative(root, resolve(dirname(file), specifier)) : (target.split('/')[0] as string);
  }
  if (specifier.startsWith('node:') || builtinModules.includes(specifier)) return 'node';
  return packageOf(specifier);
}

const table = readTable();
const files = globSync('**/*.{ts,svelte}', { cwd: src }).map((file) => join(src, file));

function complain(file: string, line: number, what: string): string {
  return `${relative(root, file)}:${line} ${what}`;
}

describe('the rooms', () => {
  it('are all in the README, and the README names no others', () => {
    const rooms = new Set(files.map((file) => relative(src, file).split('/')[0] as string));
    expect([...table.keys()].sort()).toEqual([...rooms].sort());
  });

  it('import only what their row allows', () => {
    const problems = files.flatMap((file) => {
      const room = relative(src, file).split('/')[0] as string;
      const allowed = table.get(room) ?? new Set();
      return readImports(file)
        .map((found) => ({ ...found, target: nameTarget(file, found.specifier) }))
        .filter(({ target }) => target !== room && !allowed.has(target))
        .map(({ line, specifier }) => complain(file, line, `imports ${specifier}, which ${room} may not`));
    });
    expect(problems).toEqual([]);
  });

  it('keep core free of clocks, chance and the outside world', () => {
    const forbidden = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|(?<![\w/.-])(?:process|window|document)\.(?!ts\b)|(?<![\w.])fetch\(/;
    const problems = files
      .filter((file) => relative(src, file).startsWith('core/'))
      .flatMap((file) =>
        readFileSync(file, 'utf8')
          .split('\n')
          .flatMap((text, index) => (forbidden.test(text.replace(/^\s*(\/\/|\*|\/\*).*$/, '')) ? [complain(file, index + 1, text.trim())] : [])),
      );
    expect(problems).toEqual([]);
  });

  it('reach ts-fsrs in one place only', () => {
    const users = files.filter((file) => readImports(file).some(({ specifier }) => specifier === 'ts-fsrs'));
    expect(users.map((file) => relative(src, file))).toEqual(['core/scheduling/fsrs.ts']);
  });

  it('have features that never import each other', () => {
    const featureOf = (path: string): string | undefined => /^renderer\/features\/([^/]+)\//.exec(relative(src, path))?.[1];
    const problems = files.flatMap((file) => {
      const own = featureOf(file);
      if (own === undefined) return [];
      return readImports(file)
        .filter(({ specifier }) => specifier.startsWith('.'))
        .filter(({ specifier }) => {
          const other = featureOf(resolve(dirname(file), specifier));
          return other !== undefined && other !== own;
        })
        .map(({ line, specifier }) => complain(file, line, `imports another feature: ${specifier}`));
    });
    expect(problems).toEqual([]);
  });
});
