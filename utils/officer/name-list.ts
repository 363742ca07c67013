import { checkName } from '../register/case-step.ts';

/** Names of systems or senders, one a line, each once; undefined where the register could take one of them for an address. */
export function namesIn(text: string): string[] | undefined {
  const names = text
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(checkName);
  if (names.some(name => !name.ok)) return undefined;
  return [...new Set(names.flatMap(name => (name.ok ? [name.name] : [])))];
}
