import { passages } from '../passages-1/de.ts';
import type { ConfirmationWording } from './confirmation.ts';

export const wording: ConfirmationWording = {
  subject: 'Ihr Vorgang {reference}: Die Kontaktsperre ist eingerichtet',
  texts: {
    ...passages,
    received: {
      objection:
        'Ihre Nachricht vom {receivedOn}, mit der Sie der Direktwerbung durch {organisation} widersprechen, haben wir erhalten. Wir beachten Ihren Widerspruch.',
      erasure:
        'Ihre Nachricht vom {receivedOn}, mit der Sie {organisation} zusätzlich zur Löschung Ihrer Daten um eine Kontaktsperre bitten, haben wir erhalten.',
      consent:
        'Ihre Nachricht vom {receivedOn}, mit der Sie in eine Kontaktsperre bei {organisation} einwilligen, haben wir erhalten.',
      'legal-obligation':
        'auf Ihre Nachricht vom {receivedOn} teilen wir Ihnen mit: {organisation} ist gesetzlich verpflichtet, für Sie eine Kontaktsperre einzurichten.',
    },
    placed: 'Die Kontaktsperre wurde am {recordedOn} eingetragen.',
    keptLead: 'Für die Kontaktsperre speichern wir Folgendes:',
  },
};
