import { run } from '../../cli/program.ts';

/**
 * Runs a command of the CLI in this process, which is all of it but the start of Node, and shows nothing.
 * @returns seconds
 */
export async function timeCli(args: readonly string[]): Promise<number> {
  const written: string[] = [];
  const restore = (['stdout', 'stderr'] as const).map(name => {
    const { write } = process[name];
    process[name].write = (text: unknown) => {
      written.push(String(text));
      return true;
    };
    return () => {
      process[name].write = write;
    };
  });
  const start = performance.now();
  let code: number;
  try {
    code = await run(args);
  } finally {
    for (const each of restore) each();
  }
  const seconds = (performance.now() - start) / 1000;
  if (code !== 0) throw new Error(`lethe ${args[0]} ended with ${code}: ${written.join('')}`);
  return seconds;
}
