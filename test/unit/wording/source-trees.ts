import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'vite';

export type Tree = ReturnType<typeof parseSync>['program'];

/** Each source file below a folder with its syntax tree, as Oxc (which comes with vite) reads it: TypeScript 7 parses for nobody. */
export function sourceTrees(folders: readonly string[]): Map<string, Tree> {
  const trees = new Map<string, Tree>();
  for (const folder of folders) {
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const path = join(folder, name);
      if (!/\.tsx?$/.test(name)) continue;
      const { program, errors } = parseSync(path, readFileSync(path, 'utf8'));
      if (errors[0]) throw new Error(`${path}: ${errors[0].message}`);
      trees.set(path, program);
    }
  }
  return trees;
}
