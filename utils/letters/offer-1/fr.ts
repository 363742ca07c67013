import { passages } from '../passages-1/fr.ts';
import type { OfferWording } from './offer.ts';

export const wording: OfferWording = {
  subject: 'Votre demande d’effacement ({reference}) : souhaitez-vous aussi un blocage de contact ?',
  texts: {
    ...passages,
    received:
      'Le {receivedOn}, vous avez demandé à notre organisation ({organisation}) d’effacer vos données à caractère personnel. Nous allons le faire, à l’exception des données que la loi nous oblige à conserver, telles que les factures.',
    why: 'L’effacement a un revers : nous ne pouvons plus vous reconnaître ensuite. Si l’un d’entre nous retrouve vos coordonnées ailleurs, nous pourrions vous recontacter par erreur. Si vous le souhaitez, nous pouvons mettre en place un blocage destiné à l’éviter.',
    keptLead: 'Si vous acceptez, nous conservons pour ce blocage les éléments suivants :',
    voluntary:
      'Le blocage est facultatif. Si vous y renoncez, vous n’en subirez aucun désavantage : vos données sont effacées dans tous les cas.',
    answer:
      'Si vous souhaitez ce blocage, merci de répondre à cette lettre au plus tard le {answerBy}, en indiquant les adresses électroniques, les numéros de téléphone ou les profils auxquels il doit s’appliquer.',
    silence:
      'Sans réponse de votre part à cette date, nous ne mettons en place aucun blocage et achevons l’effacement.',
    liftable: passages.liftable.erasure,
    ground: passages.ground.erasure,
    objection: passages.objection.erasure,
  },
};
