import type { ComponentChildren } from 'preact';

interface TableFrameProps {
  /** What the table holds, for who can't see it. */
  readonly label: string;
  /** As high as its rows; else it scrolls within a part of the page. */
  readonly isTall?: boolean;
  readonly children: ComponentChildren;
}

/** A table that may be wider or higher than its place. Tab stops at it, so that it can be scrolled by keys (WCAG 2.1.1). */
export function TableFrame({ label, isTall = false, children }: TableFrameProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys
    <section class={isTall ? 'table-frame tall' : 'table-frame'} aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
