import { passages } from '../passages-1/nl.ts';
import type { ErasureWording } from './erasure.ts';

export const wording: ErasureWording = {
  subject: 'Uw zaak {reference}: uw gegevens zijn gewist',
  texts: {
    ...passages,
    received:
      'Op {receivedOn} hebt u {organisation} verzocht uw persoonsgegevens te wissen. De wissing is op {erasedOn} afgerond.',
    keptByLaw:
      'Volgens de wet moeten wij het volgende blijven bewaren; wij gebruiken het nergens anders voor: {keptByLaw}.',
    recipients:
      'Wij hebben degenen aan wie wij uw gegevens hadden verstrekt, hiervan op de hoogte gebracht, voor zover dat geen onevenredige inspanning vergt (artikel 19 AVG). Als u dat wilt, laten wij u weten wie dat zijn.',
    noBlock: {
      declined: 'Zoals u wenste, hebben wij geen blokkering van contact vastgelegd.',
      none: 'Op ons aanbod van een blokkering van contact hebben wij geen antwoord ontvangen; daarom hebben wij er geen vastgelegd.',
      'not-offered': 'Er is geen blokkering van contact.',
    },
    consequence:
      'Dat betekent dat wij u niet meer kunnen herkennen: krijgen wij uw contactgegevens uit een andere bron, dan zouden wij u opnieuw kunnen benaderen.',
    later:
      'Wilt u dat niet, dan volstaat een bericht aan ons ({contact}): u kunt op elk moment om een blokkering vragen of bezwaar maken tegen direct marketing.',
    trace:
      'Om te kunnen aantonen dat wij uw verzoek hebben behandeld, bewaren wij het kenmerk ervan, de data en wat er is gedaan, zonder uw naam en zonder uw contactgegevens.',
  },
};
