let elsewhere: Document | undefined;

/**
 * Takes a range off the page when it has told what it was made for. A browser corrects every live range of a
 * document with each change of it, until garbage is collected. Measured: the ranges of earlier scans made removing
 * the nodes of a list five times as slow.
 */
export function leaveRange(range: Range): void {
  elsewhere ??= new Document();
  range.selectNodeContents(elsewhere);
}
