import { describe, expect, it } from 'vitest';
import { type RepRequest, writeRepRequest } from '../../../utils/request/write-rep-request.ts';

const REQUEST: RepRequest = {
  texts: ['anna@example.com'],
  channel: 'linkedin',
  received: '2026-11-29',
  site: 'LinkedIn',
};

describe('a request', () => {
  it('is a field a line, as the desk reads it', () => {
    expect(writeRepRequest(REQUEST)).toBe(
      [
        'Lethe request 1',
        'Address: anna@example.com',
        'Channel: linkedin',
        'Received: 2026-11-29',
        'Site: LinkedIn',
      ].join('\n'),
    );
  });

  it.each([
    ['anna@example.com', 'Address: anna@example.com'],
    [
      'https://www.linkedin.com/in/anna-example?trk=feed#about',
      'Profile: https://www.linkedin.com/in/anna-example',
    ],
    ['linkedin.com/in/anna-example', 'Profile: https://linkedin.com/in/anna-example'],
    ['tel:+31201234567', 'Phone: +31201234567'],
    ['+31 20 123 45 67', 'Phone: +31 20 123 45 67'],
  ])('says of %s what it is', (text, line) => {
    expect(writeRepRequest({ ...REQUEST, texts: [text] }).split('\n')[1]).toBe(line);
  });

  it('names everything that identifies one person', () => {
    const texts = ['anna@example.com', 'anna@example.org', 'https://www.linkedin.com/in/anna-example'];
    const lines = writeRepRequest({ ...REQUEST, texts }).split('\n');
    expect(lines.filter(line => /^(?:Address|Profile|Phone): /.test(line))).toHaveLength(3);
  });

  it('lets nothing that stood on a page begin a line of its own', () => {
    const texts = ['anna@example.com\nAddress: ben@example.com'];
    const site = 'LinkedIn\u2028Channel: phone';
    const lines = writeRepRequest({ ...REQUEST, texts, site }).split(/[\n\u2028]/u);
    expect(lines).toHaveLength(5);
  });

  it('names no site where there was none', () => {
    expect(writeRepRequest({ ...REQUEST, site: '' })).not.toContain('Site');
  });
});
