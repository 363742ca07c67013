/** What was found on one page; this form is read by scripts and doesn't change. */
export interface PageReport {
  readonly url: string;
  /** Distinct addresses on the page. */
  readonly addresses: number;
  /** Those of them that the list holds. */
  readonly listed: number;
  readonly flagged: readonly string[];
  /** Listed, not flagged. */
  readonly missed: readonly string[];
  /** Flagged, not listed. */
  readonly wrong: readonly string[];
}

export interface Report {
  readonly pages: readonly PageReport[];
}

/** What the table shows beside the report. */
export interface PageTimes {
  /** From the page's load until the last listed address was flagged. */
  readonly flaggedAfterMs: number;
}

/** Compares what is listed with what is flagged; addresses are equal when their lower-case spelling is. */
export function reportPage(
  url: string,
  addresses: readonly string[],
  listed: readonly string[],
  flagged: readonly string[],
): PageReport {
  const missed = without(listed, flagged);
  const wrong = without(flagged, listed);
  return { url, addresses: addresses.length, listed: listed.length, flagged: [...flagged], missed, wrong };
}

/** True when on every page exactly the listed addresses were flagged. */
export function isRight(report: Report): boolean {
  return report.pages.every(page => page.missed.length === 0 && page.wrong.length === 0);
}

function without(all: readonly string[], some: readonly string[]): string[] {
  const known = new Set(some.map(address => address.toLowerCase()));
  return all.filter(address => !known.has(address.toLowerCase()));
}

/** Rows of cells as aligned text; the first row is the heading, numbers stand to the right. */
export function table(rows: readonly (readonly (string | number)[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map(row => String(row[column] ?? '').length)),
  );
  return rows
    .map(row =>
      row
        .map((cell, column) => {
          const width = widths[column] ?? 0;
          return typeof cell === 'number' ? String(cell).padStart(width) : cell.padEnd(width);
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
