import { describe, expect, it } from 'vitest';
import { canonicalLinkedinV1 } from '../../../utils/identifier/linkedin-v1.ts';
import { profileAddress } from '../../../utils/scan/profile-address.ts';

const ID = 'ACoAABcDeFgHiJkLmNoPqRsTuVwXyZ0123456789';

describe('the profile that a link leads to', () => {
  it.each([
    ['https://www.linkedin.com/in/mira-okonjo/overlay/contact-info/', 'in/mira-okonjo'],
    ['https://www.linkedin.com/in/mira-okonjo?miniProfileUrn=x', 'in/mira-okonjo'],
    ['https://nl.linkedin.com/in/j%C3%BCrgen#top', 'in/jürgen'],
    ['https://www.linkedin.com/mwlite/in/mira-okonjo', 'in/mira-okonjo'],
    [`https://www.linkedin.com/in/${ID}`, `in/${ID.toLowerCase()}`],
    [`https://www.linkedin.com/sales/lead/${ID},NAME_SEARCH,aB1_`, `in/${ID.toLowerCase()}`],
    [`https://www.linkedin.com/sales/people/${ID}`, `in/${ID.toLowerCase()}`],
  ])('%s', (href, canonical) => {
    expect(canonicalLinkedinV1(profileAddress(href) ?? '')).toMatchObject({ identifier: { canonical } });
  });

  it.each([
    'https://www.linkedin.com/feed/',
    'https://www.linkedin.com/company/brightwater/',
    'https://www.linkedin.com/in/',
    'https://example.com/in/mira',
  ])('%s: none', href => {
    expect(profileAddress(href)).toBeNull();
  });
});
