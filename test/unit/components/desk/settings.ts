import { SETTINGS_FORMAT, type Settings } from '../../../../utils/officer/settings.ts';

/** Of an organisation that answered all there is to answer. */
export const ACME: Settings = {
  format: SETTINGS_FORMAT,
  listId: '0'.repeat(32),
  organisation: 'Acme',
  contact: 'privacy@acme.example',
  country: 'NL',
  store: { kind: 'folder' },
  repository: 'https://lists.acme.example/',
  ownDomains: ['acme.example'],
  guard: 'hold',
  panelOnly: [],
  refreshing: 'by-hand',
  auditors: [],
  referencePattern: null,
  senders: ['Newsletter', 'Call centre'],
  systems: ['CRM', 'Support desk'],
  authority: 'Example Authority',
};
