import type { ComponentChildren } from 'preact';
import { i18n } from '#i18n';
import { TableFrame } from '../table-frame.tsx';
import { countText } from '../time-text.ts';

interface FirstRowsProps<Row> {
  readonly id?: string;
  /** How many there are, as a sentence. */
  readonly counted: string;
  readonly rows: readonly Row[];
  /** More help nobody, and take a page's breath. */
  readonly most: number;
  readonly headings: readonly string[];
  readonly children: (row: Row, index: number) => ComponentChildren;
}

/** A table of the first of many rows, and how many there are in all. */
export function FirstRows<Row>({ id, counted, rows, most, headings, children }: FirstRowsProps<Row>) {
  return (
    <>
      <p class="facts" role="status">
        {counted}
        {rows.length > most && ` ${i18n.t('desk.list.more', [countText(most)])}`}
      </p>
      {rows.length > 0 && (
        <TableFrame label={counted} isTall>
          <table {...(id !== undefined && { id })}>
            <thead>
              <tr>
                {headings.map(heading => (
                  <th key={heading} scope="col">
                    {heading}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>{rows.slice(0, most).map(children)}</tbody>
          </table>
        </TableFrame>
      )}
    </>
  );
}
