import type { SentenceKey } from '../sentence.ts';
import type { SharedName } from './shared-settings.ts';

/** As what a page names a setting. */
export const SETTING_KEYS = {
  organisation: 'desk.settingName.organisation',
  contact: 'desk.settingName.contact',
  country: 'desk.settingName.country',
  repository: 'desk.settingName.repository',
  ownDomains: 'desk.settingName.ownDomains',
  guard: 'desk.settingName.guard',
  panelOnly: 'desk.settingName.panelOnly',
  refreshing: 'desk.settingName.refreshing',
  auditors: 'desk.settingName.auditors',
  addressesSealedTo: 'desk.settingName.addressesSealedTo',
  referencePattern: 'desk.settingName.referencePattern',
  senders: 'desk.settingName.senders',
  systems: 'desk.settingName.systems',
  authority: 'desk.settingName.authority',
} as const satisfies Record<SharedName, SentenceKey>;
