import { counted } from '../utils/counted.ts';

/** More than a person looks through; and a file that is none of cells has tens of thousands. */
const NAMED_COLUMNS = 30;
const HEADING_LENGTH = 60;

/** Columns of a file for a message, as the file calls them. What would dress up a terminal is left out. */
export function columnChoices(headings: readonly string[]): string {
  const named = headings.slice(0, NAMED_COLUMNS).map(heading => {
    const plain = heading.replaceAll(/\p{C}/gu, '');
    return `"${plain.length > HEADING_LENGTH ? `${plain.slice(0, HEADING_LENGTH)}…` : plain}"`;
  });
  const others = headings.length - named.length;
  return named.join(', ') + (others > 0 ? ` and ${counted(others, 'other')}` : '');
}
