// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { isPeopleHere, joinPeople, peopleHere } from '../../../utils/lookup/people-here.ts';
import type { Site } from '../../../utils/sites/site.ts';

const heading = document.createElement('h1');
const SITE: Site = {
  name: 'CRM',
  script: '',
  hosts: [],
  records: {
    isRecord: () => true,
    read: () => ({ heading, identifiers: ['anna@example.com', 'tel:+31201234567'] }),
  },
  compose: {
    attributes: [],
    signs: [],
    windows: () => [heading],
    recipients: () => [],
    sendControl: () => null,
    sendShortcut: () => null,
    latestSender: () => 'ben@example.com',
  },
};

describe('whom a frame shows', () => {
  it('is whom its page is about, whoever wrote in a conversation, and everybody else once', () => {
    expect(peopleHere(document, SITE, ['carla@example.com', 'anna@example.com', 'ben@example.com'])).toEqual({
      record: ['anna@example.com', 'tel:+31201234567'],
      others: ['ben@example.com', 'carla@example.com'],
    });
  });

  it('is no longer than a person looks through', () => {
    const seen = Array.from({ length: 500 }, (_, index) => `user${index}@example.com`);
    expect(peopleHere(document, null, seen).others.length).toBeLessThanOrEqual(20);
  });

  it('is joined over the frames of a tab', () => {
    const frames = [
      { record: [], others: ['anna@example.com', 'ben@example.com'] },
      { record: ['anna@example.com'], others: ['ben@example.com'] },
    ];
    expect(joinPeople(frames)).toEqual({ record: ['anna@example.com'], others: ['ben@example.com'] });
  });

  it.each([null, 'text', {}, { record: [], others: [7] }, { record: 'x', others: [] }])(
    'is told from anything else (%j)',
    value => {
      expect(isPeopleHere(value)).toBe(false);
    },
  );
});
