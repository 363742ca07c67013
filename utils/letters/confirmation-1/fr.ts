import { passages } from '../passages-1/fr.ts';
import type { ConfirmationWording } from './confirmation.ts';

export const wording: ConfirmationWording = {
  subject: 'Votre dossier {reference} : le blocage est en place',
  texts: {
    ...passages,
    received: {
      objection:
        'Nous avons bien reçu votre message du {receivedOn}, par lequel vous vous opposez à la prospection de notre organisation ({organisation}). Nous respectons votre opposition.',
      erasure:
        'Nous avons bien reçu votre message du {receivedOn}, par lequel vous demandez à notre organisation ({organisation}), en plus de l’effacement de vos données, un blocage de contact.',
      consent:
        'Nous avons bien reçu votre message du {receivedOn}, par lequel vous consentez à un blocage de contact au sein de notre organisation ({organisation}).',
      'legal-obligation':
        'À la suite de votre message du {receivedOn}, nous vous informons que la loi oblige notre organisation ({organisation}) à mettre en place un blocage de contact vous concernant.',
    },
    placed: 'Le blocage a été enregistré le {recordedOn}.',
    keptLead: 'Pour ce blocage, nous conservons les éléments suivants :',
  },
};
