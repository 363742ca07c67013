import { passages } from '../passages-1/nl.ts';
import type { OfferWording } from './offer.ts';

export const wording: OfferWording = {
  subject: 'Uw verzoek om wissing ({reference}): wilt u ook een blokkering van contact?',
  texts: {
    ...passages,
    received:
      'Op {receivedOn} hebt u {organisation} verzocht uw persoonsgegevens te wissen. Dat doen wij, met uitzondering van gegevens die wij volgens de wet moeten bewaren, zoals facturen.',
    why: 'Wissing heeft een keerzijde: daarna kunnen wij u niet meer herkennen. Komt een van ons uw contactgegevens ergens anders tegen, dan zouden wij u per vergissing opnieuw kunnen benaderen. Als u dat wilt, leggen wij een blokkering vast die dat moet voorkomen.',
    keptLead: 'Gaat u akkoord, dan bewaren wij voor de blokkering het volgende:',
    voluntary:
      'De blokkering is vrijwillig. Ziet u ervan af, dan heeft dat voor u geen nadelen: uw gegevens worden in beide gevallen gewist.',
    answer:
      'Wilt u de blokkering, beantwoord deze brief dan uiterlijk op {answerBy} en noem de e-mailadressen, telefoonnummers of profielen waarvoor zij moet gelden.',
    silence:
      'Horen wij voor die tijd niets van u, dan leggen wij geen blokkering vast en ronden wij de wissing af.',
    liftable: passages.liftable.erasure,
    ground: passages.ground.erasure,
    objection: passages.objection.erasure,
  },
};
