const PROFILE = /linkedin\.com\/(?:mwlite\/)?(in\/[^/?#]+|sales\/(?:lead|people)\/[^/?#,]+)/i;

/**
 * The LinkedIn profile that an absolute web address leads to, without what doesn't tell who it is: a page links to one
 * person in many ways. Null where it leads to none.
 */
export function profileAddress(href: string): string | null {
  const path = PROFILE.exec(href)?.[1];
  return path === undefined ? null : `https://www.linkedin.com/${path}`;
}
