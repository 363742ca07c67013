/**
 * A text, the addresses that a person would say stand in it, in order, and the reason or the source of the idea.
 * Each runs in Node on the text, and in Chromium and Firefox on a page.
 */
export type TextCase = readonly [text: string, expected: readonly string[], why: string];

/** A fragment of a page, the addresses that a person would be shown there, in any order, and the reason. */
export type PageCase = readonly [html: string, expected: readonly string[], why: string];
