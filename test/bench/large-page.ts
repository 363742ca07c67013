/** Elements and texts in a row of such a page. */
const NODES_A_ROW = 20;

/**
 * Markup of a page of about so many nodes, 65 % of them elements: a list of contacts.
 * @param addresses so many rows show an address, evenly spread; others speak of other things
 */
export function largePage(nodes: number, addresses: number): string {
  const rows = Math.round(nodes / NODES_A_ROW);
  return `<main id="rows">${rowsOf(rows, addresses)}</main>`;
}

export function rowsOf(rows: number, addresses: number): string {
  const spacing = addresses === 0 ? Number.POSITIVE_INFINITY : Math.floor(rows / addresses);
  const isShown = (index: number) => index % spacing === 0 && index / spacing < addresses;
  return Array.from({ length: rows }, (_, index) => rowOf(index, isShown(index))).join('');
}

function rowOf(index: number, hasAddress: boolean): string {
  const last = hasAddress ? `person-${index}@example.com` : 'seen last week';
  return (
    `<div class="row"><span class="avatar" aria-label="Person ${index}"></span><div class="name"><b>Person ${index}</b>` +
    `<i>Sales lead</i></div><div><a href="/company/${index % 97}">Company ${index % 97} Ltd</a></div>` +
    `<div><span>Amsterdam</span><span>Netherlands</span></div><div class="note"><p>Met at the fair in May, follow up</p>` +
    `<span title="Open">${last}</span></div></div>`
  );
}
