import { i18n } from '#i18n';
import type { RequestChannel } from '../utils/request/write-rep-request.ts';

const TEXTS: Readonly<Record<RequestChannel, () => string>> = {
  email: () => i18n.t('stop.channels.email'),
  phone: () => i18n.t('stop.channels.phone'),
  linkedin: () => i18n.t('stop.channels.linkedin'),
  'in person': () => i18n.t('stop.channels.inPerson'),
  other: () => i18n.t('stop.channels.other'),
};

export function channelText(channel: RequestChannel): string {
  return TEXTS[channel]();
}
