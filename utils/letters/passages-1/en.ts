import type { Passages } from './passages.ts';

const LIFTABLE =
  'You can have the block lifted at any time, without giving a reason: a message to us is enough ({contact}).';
const DIRECT_MARKETING =
  'You can object to direct marketing at any time, without giving a reason (Article 21(2) GDPR).';
const OBJECTION = `Your right to object: on grounds relating to your particular situation, you can object at any time to our keeping these data (Article 21(1) GDPR). ${DIRECT_MARKETING}`;

export const passages: Passages = {
  greeting: 'Hello,',
  greetingByName: 'Dear {recipientName},',
  scope: {
    marketing:
      'The block applies to advertising and sales approaches. Messages about a contract, an invoice or a service that you have with us go on.',
    all: 'The block applies to every contact that we would make of our own accord, not only to advertising. Little remains possible: what the law or a contract with you requires, a safety warning, and an answer when you write to us yourself.',
  },
  keptCodes: 'for each contact detail, a code that is calculated from it with a secret key (a keyed hash);',
  keptRecord:
    'the date, the ground and the scope of the block, the reference {reference}, and a date for reviewing it;',
  keptEvidence:
    'a check value of your message (a hash, not its text) and, if you answered a letter of ours, which version of it, so that we can show what was asked for.',
  address: {
    not: 'For this purpose we keep neither the contact details themselves nor your name.',
    sealed:
      'The contact details themselves are kept only in sealed form, which our auditors alone can open; your name is not kept for this purpose.',
  },
  pseudonymous:
    'The contact details cannot be read off the codes. But whoever holds the secret key can test whether a particular address or number is among them. In law the codes are therefore pseudonymised personal data (Article 4(5) GDPR), and we protect them as such.',
  spread: 'For the check, parts of the codes go to our colleagues’ browsers as an encrypted list.',
  host: 'The encrypted list is stored by {host}.',
  transfer: 'It is stored outside the European Economic Area, under these safeguards: {transferSafeguards}.',
  unseen: {
    marketing:
      'Nobody in sales or marketing can look at these records or search them. A colleague who already has one of the contact details learns only that no advertising is to go there, and nothing of the date, the ground or the reference.',
    all: 'Nobody in sales or marketing can look at these records or search them. A colleague who already has one of the contact details learns only that it is not to be used for contact, and nothing of the date, the ground or the reference.',
  },
  provable:
    'Only our privacy officer and our auditors can establish from the records that a block exists, since when and on what ground.',
  covers:
    'The block covers only the contact details that you name to us, and only {organisation}. It covers no other contact details of yours, and no other organisation.',
  named: 'You have named: {identifiersNamed}.',
  limits:
    'A block prevents oversights; it cannot rule out every mistake. If we contact you all the same, please tell us, so that we can put it right.',
  takes: 'It may take a few days until the new list has reached every computer of ours.',
  liftable: {
    objection: LIFTABLE,
    erasure: LIFTABLE,
    consent: LIFTABLE,
    'legal-obligation':
      'Since the law requires the block, we can lift it only when it no longer does; you can ask us at any time to check that ({contact}).',
  },
  reviewed: 'It does not end by itself; by {reviewOn} at the latest we check whether it is still needed.',
  ground: {
    objection:
      'The legal basis is our legitimate interest in respecting your objection for the future too (Articles 6(1)(f) and 21(3) GDPR).',
    erasure: 'The legal basis is our legitimate interest in respecting your wish (Article 6(1)(f) GDPR).',
    consent: 'The legal basis is your consent (Article 6(1)(a) GDPR).',
    'legal-obligation':
      'The legal basis is a legal obligation to which we are subject (Article 6(1)(c) GDPR).',
  },
  objection: {
    objection: OBJECTION,
    erasure: OBJECTION,
    consent: `Your right to withdraw and to object: you can withdraw your consent at any time, which leaves what was lawful until then lawful. ${DIRECT_MARKETING}`,
    'legal-obligation': `Your right to object: ${DIRECT_MARKETING.replace('You', 'you')}`,
  },
  rights:
    'You also have the right of access to your data, and the right to have them rectified, erased or restricted (Articles 15 to 18 GDPR).',
  authority:
    'If you think that we are not handling your data properly, you can lodge a complaint with a supervisory authority. The one responsible for us is {authority}.',
  remedy:
    'If you disagree, you can lodge a complaint with a supervisory authority (the one responsible for us is {authority}) and seek a judicial remedy.',
  notice: 'Our privacy notice says more: {privacyNoticeUrl}',
  closing: 'Kind regards,\n\nPrivacy officer, {organisation}\n{contact}\nReference: {reference}',
};
