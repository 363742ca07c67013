import { passages } from '../passages-1/fr.ts';
import type { LiftingWording } from './lifting.ts';

export const wording: LiftingWording = {
  subject: 'Votre dossier {reference} : le blocage a été levé',
  texts: {
    ...passages,
    received:
      'Le {receivedOn}, vous avez demandé à notre organisation ({organisation}) de lever le blocage de vos coordonnées. Il a été levé le {liftedOn}.',
    left: {
      erased:
        'Les codes calculés à partir de vos coordonnées ont été effacés, de même que toute copie scellée de celles-ci. Nous ne conservons que la référence, les dates et le fait que le blocage a été levé.',
      marked:
        'Dans notre registre, le blocage est désormais marqué comme levé. Cette mention y reste, accessible uniquement à notre service chargé de la protection des données et à nos auditeurs, afin de pouvoir démontrer ce qui a été fait ; elle ne sert plus à vérifier les messages. Vous pouvez nous demander de l’effacer.',
    },
    noConsent:
      'La levée du blocage ne vaut pas consentement à recevoir de la publicité. La loi détermine, comme auparavant, si nous pouvons vous écrire ; et vous pouvez à tout moment vous opposer à la prospection (article 21, paragraphe 2, du RGPD).',
    notYou: 'Si cette demande ne vient pas de vous, merci de nous le signaler sans attendre ({contact}).',
  },
};
