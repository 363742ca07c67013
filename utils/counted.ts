/**
 * A count with its noun, in English: for the command line. Pages have forms for one and for several among their words.
 * @example counted(1, 'row') === '1 row'; counted(2, 'entry', 'entries') === '2 entries'
 */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
