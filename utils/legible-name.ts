/**
 * Characters that show nothing, or turn the text around: a name must not dress up what it is shown in, nor look like
 * another's. Joiners belong to the spelling of some languages.
 */
const DECEIVING = /[\p{Cc}\p{Co}\p{Zl}\p{Zp}]|(?![\u200c\u200d])\p{Cf}|\u034f|[\u115f\u1160\u3164\uffa0]/u;
/** Something of a name can be seen. */
const SEEN = /[\p{L}\p{N}\p{P}\p{S}]/u;

/**
 * True for a name that may be shown to people who decide by it.
 * @param most in UTF-16 units
 */
export function isLegibleName(name: string, most: number): boolean {
  return SEEN.test(name) && name === name.trim() && name.length <= most && !DECEIVING.test(name);
}
