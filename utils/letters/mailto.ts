import type { WrittenLetter } from './write-letter.ts';

/**
 * Longest link, in characters, that reaches mail programs whole: Chrome on Windows stops at about 2,000, Firefox at 2,008
 * (measurements at stackoverflow.com/questions/4473959, read in November 2026); Windows' own limit is 2,083.
 */
export const LONGEST_LINK = 2000;

export type Mailto =
  | { readonly ok: true; readonly link: string }
  /** `subjectOnly` opens the mail without its text, which is to be copied. */
  | {
      readonly ok: false;
      readonly problem: 'tooLongForLink';
      readonly length: number;
      readonly subjectOnly: string;
    };

/**
 * A link that opens the letter in a mail program, by RFC 6068. A letter that is too long would be cut off silently: it
 * gets a link without its body.
 * @param recipient an address, if the link is to hold it: whatever opens links may keep them
 */
export function mailtoOf({ subject, body }: Pick<WrittenLetter, 'subject' | 'body'>, recipient = ''): Mailto {
  // An `@` separates an address's parts, any other character is data.
  const to = recipient.split('@').map(encodeURIComponent).join('@');
  const subjectOnly = `mailto:${to}?subject=${encodeURIComponent(subject)}`;
  const link = `${subjectOnly}&body=${encodeURIComponent(body.replace(/\r?\n/g, '\r\n'))}`;
  return link.length <= LONGEST_LINK
    ? { ok: true, link }
    : { ok: false, problem: 'tooLongForLink', length: link.length, subjectOnly };
}
