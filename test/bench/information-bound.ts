/**
 * log₂ of the number of sets of `chosen` out of 2^`universeBits`, by Stirling's series, which is exact to far less
 * than a bit here.
 */
export function bitsOfSet(chosen: number, universeBits: number): number {
  if (chosen === 0) return 0;
  const universe = 2 ** universeBits;
  // ln C(u, n) = n ln(u/n) + n − n²/2u − ½ ln(2πn) − 1/12n …, for n far below u.
  const nats =
    chosen * Math.log(universe / chosen) +
    chosen -
    chosen ** 2 / (2 * universe) -
    Math.log(2 * Math.PI * chosen) / 2 -
    1 / (12 * chosen);
  return nats / Math.LN2;
}

/** log₂ of the number of ways to pick `part` of `whole`: what a scope for each entry is worth. */
export function bitsOfSplit(part: number, whole: number): number {
  return (logFactorial(whole) - logFactorial(part) - logFactorial(whole - part)) / Math.LN2;
}

function logFactorial(n: number): number {
  if (n < 2) return 0;
  return n * Math.log(n) - n + Math.log(2 * Math.PI * n) / 2 + 1 / (12 * n);
}
