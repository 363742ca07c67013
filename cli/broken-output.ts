/**
 * What is written to may close before all was said (`| head -1`), or be full. The work goes on to its end all the same: half a
 * publication helps nobody. Called once, by what is run.
 */
export function endureBrokenOutput(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      // Who reads has read enough; and a screening listens itself.
      if (error.code === 'EPIPE' || stream.listenerCount('error') > 1) return;
      process.once('exit', () => {
        process.exitCode = 1;
      });
      if (stream === process.stdout) {
        process.stderr.write(`Error: Standard output can't be written: ${error.message}\n`);
      }
    });
  }
}
