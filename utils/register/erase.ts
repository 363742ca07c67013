import type { ChainHead } from '../blocklist/head.ts';
import { type Sentence, sentence } from '../sentence.ts';
import type { SigningKey } from '../tuf/signer.ts';
import { type Appended, appendOperations } from './append.ts';
import { type RegisterAccess, type RegisterFailure, readChain } from './chain.ts';
import type { LinePlace } from './operation.ts';
import type { PlacedOperation } from './operation-lines.ts';
import type { Register } from './register.ts';
import { eraseLines, registerObjectPath } from './register-object.ts';

/** What is to be erased. */
export interface Erasable {
  /** Ids; all of them lifted. */
  readonly blocks: ReadonlySet<string>;
  /** References of cases whose steps go as well. */
  readonly cases: ReadonlySet<string>;
}

export type Erased =
  | Extract<Appended, { ok: true }>
  | RegisterFailure
  | {
      readonly ok: false;
      /** `standing`: a block that nobody has lifted; `conflict`: another process writes: read the register again. */
      readonly problem: 'standing' | 'conflict';
      readonly said: Sentence;
      readonly detail: string;
    };

/**
 * Erases every line that says something of these blocks and cases, in all chains; of each its hash is left, and a record
 * that it was erased. That record comes first: whoever is interrupted after it goes on by `finishErasures`, and until
 * then the lines count for nothing.
 */
export async function erase(
  access: RegisterAccess,
  signer: SigningKey,
  register: Register,
  erasable: Erasable,
  now: number,
): Promise<Erased> {
  const standing = [...erasable.blocks].find(id => register.blocks.has(id) && !register.lifts.has(id));
  if (standing !== undefined) {
    const said = sentence(
      'told.erase.standing',
    )`Block ${standing} stands: lift it first, publish, and erase it after that.`;
    return { ok: false, problem: 'standing', said, detail: said.english };
  }
  const isGone = (id: string) => erasable.blocks.has(id) || !register.blocks.has(id);
  const lines: LinePlace[] = [];
  for (const head of register.heads) {
    const found = await linesIn(access, head, { isGone, cases: erasable.cases });
    if (!found.ok) return found;
    lines.push(...found.lines);
  }
  if (lines.length === 0) return { ok: true, heads: register.heads };
  const operation = { type: 'erasure', recordedAt: now, lines } as const;
  const appended = await appendOperations(access, signer, register.heads, [operation], now);
  if (!appended.ok) {
    const said = sentence('told.erase.conflict')`Another process wrote to the register: try again.`;
    return { ok: false, problem: 'conflict', said, detail: said.english };
  }
  await finishErasures(access, lines);
  return appended;
}

/**
 * Takes lines out of their objects that a record says are erased. May be interrupted and repeated.
 * @param lines of `Register.unfinishedErasures`
 */
export async function finishErasures(
  { store, sealer }: Pick<RegisterAccess, 'store' | 'sealer'>,
  lines: readonly LinePlace[],
): Promise<void> {
  const byObject = new Map<string, number[]>();
  for (const { writer, sequence, line } of lines) {
    const path = registerObjectPath(writer, sequence);
    byObject.set(path, [...(byObject.get(path) ?? []), line]);
  }
  for (const [path, gone] of byObject) {
    // Another may erase in the same object: its lines mustn't come back.
    for (let written = 'conflict'; written === 'conflict'; ) {
      const stored = await store.get(path);
      const signed = stored && (await sealer.open(stored.bytes));
      // What is missing or damaged here is told by the next that reads the register.
      if (!stored || !signed) break;
      written = await store.replaceIf(path, await sealer.seal(eraseLines(signed, gone)), stored.etag);
    }
  }
}

interface Going {
  /** Of a block that is erased now or was before. */
  readonly isGone: (id: string) => boolean;
  readonly cases: ReadonlySet<string>;
}

async function linesIn(
  access: RegisterAccess,
  { writer, sequence: length }: ChainHead,
  going: Going,
): Promise<{ readonly ok: true; readonly lines: LinePlace[] } | RegisterFailure> {
  const chain = await readChain(access, writer, length);
  if (!chain.ok) return chain;
  const lines = chain.links.flatMap(({ object: { sequence, operations } }) =>
    operations.flatMap(placed => linesOfOperation(placed, going)).map(line => ({ writer, sequence, line })),
  );
  return { ok: true, lines };
}

function linesOfOperation(
  { operation, line, identifierLines }: PlacedOperation,
  { isGone, cases }: Going,
): number[] {
  switch (operation.type) {
    case 'block': {
      const gone = identifierLines.filter((_, index) => isGone(operation.identifiers[index]?.id ?? ''));
      // The ground of an import stays for those who are left.
      return gone.length > 0 && gone.length === identifierLines.length ? [line, ...gone] : gone;
    }
    case 'lift':
    case 'opening':
      return operation.blocks.every(isGone) ? [line] : [];
    case 'case':
      return cases.has(operation.reference) ? [line] : [];
    case 'erasure':
    case 'settings':
      return [];
  }
}
