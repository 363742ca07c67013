import { passages } from '../passages-1/nl.ts';
import type { ConfirmationWording } from './confirmation.ts';

export const wording: ConfirmationWording = {
  subject: 'Uw zaak {reference}: de blokkering is vastgelegd',
  texts: {
    ...passages,
    received: {
      objection:
        'Wij hebben uw bericht van {receivedOn} ontvangen, waarin u bezwaar maakt tegen direct marketing door {organisation}. Wij respecteren uw bezwaar.',
      erasure:
        'Wij hebben uw bericht van {receivedOn} ontvangen, waarin u {organisation} bij de wissing van uw gegevens ook om een blokkering van contact vraagt.',
      consent:
        'Wij hebben uw bericht van {receivedOn} ontvangen, waarin u toestemming geeft voor een blokkering van contact door {organisation}.',
      'legal-obligation':
        'Naar aanleiding van uw bericht van {receivedOn} delen wij u mee dat {organisation} wettelijk verplicht is contact met u te blokkeren.',
    },
    placed: 'De blokkering is vastgelegd op {recordedOn}.',
    keptLead: 'Voor de blokkering bewaren wij het volgende:',
  },
};
