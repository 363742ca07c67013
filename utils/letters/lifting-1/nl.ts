import { passages } from '../passages-1/nl.ts';
import type { LiftingWording } from './lifting.ts';

export const wording: LiftingWording = {
  subject: 'Uw zaak {reference}: de blokkering is opgeheven',
  texts: {
    ...passages,
    received:
      'Op {receivedOn} hebt u {organisation} verzocht de blokkering van uw contactgegevens op te heffen. Dat is op {liftedOn} gebeurd.',
    left: {
      erased:
        'De codes die uit uw contactgegevens waren berekend, zijn gewist, evenals een eventuele verzegelde kopie van de contactgegevens. Wij bewaren alleen het kenmerk, de data en het feit dat de blokkering is opgeheven.',
      marked:
        'In onze registratie staat de blokkering nu als opgeheven vermeld. Die vermelding blijft bestaan, alleen toegankelijk voor onze privacy officer en onze auditors, zodat wij kunnen aantonen wat er is gedaan; berichten worden er niet meer aan getoetst. U kunt ons verzoeken de vermelding te wissen.',
    },
    noConsent:
      'Dat de blokkering is opgeheven, is geen toestemming voor reclame. Of wij u mogen benaderen, bepaalt net als voorheen de wet; en tegen direct marketing kunt u op elk moment bezwaar maken (artikel 21, lid 2, AVG).',
    notYou: 'Hebt u hier niet zelf om gevraagd, laat het ons dan meteen weten ({contact}).',
  },
};
