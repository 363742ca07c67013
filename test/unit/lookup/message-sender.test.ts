import { describe, expect, it } from 'vitest';
import { isOwnPage, maySay } from '../../../utils/lookup/message-sender.ts';
import type { BackgroundMessage } from '../../../utils/lookup/protocol.ts';

const SELF = { id: 'lethe-id', origin: 'chrome-extension://lethe-id' };
const PAGE = { id: SELF.id, url: `${SELF.origin}/offscreen.html` };
/** As a frame's script in a mail, and the same where another extension's side panel shows that page: it has no tab. */
const FRAME = { id: SELF.id, url: 'https://mail.google.com/mail/u/0/' };

const OF_PAGES: readonly BackgroundMessage[] = [
  { type: 'policy' },
  { type: 'online' },
  { type: 'synchronised', failed: true, retryAfterMs: 86_400_000 },
  {
    type: 'toolbar',
    protection: { state: 'not-protecting', problem: { code: 'not-enrolled', detail: '' } },
    tabs: [],
  },
];

describe('the background', () => {
  it('hears its own pages, whatever they say', () => {
    for (const message of [...OF_PAGES, { type: 'ensure-host' } as const]) {
      expect(maySay(message, PAGE, SELF)).toBe(true);
    }
  });

  it('sees to a host for a frame', () => {
    expect(maySay({ type: 'ensure-host' }, FRAME, SELF)).toBe(true);
  });

  it.each(OF_PAGES)('hears no $type from a frame, with a tab or without', message => {
    expect(maySay(message, FRAME, SELF)).toBe(false);
  });

  it('takes no address that only begins like its own', () => {
    expect(isOwnPage({ id: SELF.id, url: `${SELF.origin}.example/` }, SELF)).toBe(false);
    expect(isOwnPage({ id: SELF.id }, SELF)).toBe(false);
    expect(isOwnPage({ id: 'another', url: PAGE.url }, SELF)).toBe(false);
  });
});
