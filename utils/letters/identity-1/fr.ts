import { passages } from '../passages-1/fr.ts';
import type { IdentityWording } from './identity.ts';

export const wording: IdentityWording = {
  subject: 'Votre dossier {reference} : cette demande vient-elle de vous ?',
  texts: {
    ...passages,
    received:
      'Le {receivedOn}, notre organisation ({organisation}) a reçu une demande concernant vos données à caractère personnel.',
    why: {
      hold: 'Avant d’y donner suite, nous devons être certains qu’elle vient de vous, et nous ne le sommes pas encore : personne d’autre ne doit pouvoir modifier ou apprendre quoi que ce soit en votre nom (article 12, paragraphe 6, du RGPD).',
      rejection:
        'Le {askedOn}, nous vous avons demandé de confirmer qu’elle vient de vous. Nous n’avons pas pu l’établir et ne pouvons donc pas y donner suite (article 12, paragraphes 2 et 6, du RGPD). Rien n’a été modifié.',
    },
    need: {
      reply:
        'Merci de nous répondre depuis l’adresse électronique concernée, ou de nous appeler depuis le numéro de téléphone concerné, en rappelant la référence {reference}.',
      detail:
        'Merci de nous indiquer un élément que vous et nous sommes probablement seuls à connaître, par exemple un numéro de client ou de facture, en rappelant la référence {reference}.',
    },
    noCopy:
      'Merci de ne pas envoyer de copie d’une carte d’identité ou d’un passeport : nous n’en avons pas besoin.',
    use: 'Nous n’utilisons votre réponse que pour établir que la demande vient de vous, et la supprimons ensuite.',
    next: {
      hold: 'Dès que nous l’aurons reçue, nous traiterons la demande et reviendrons vers vous dans un délai d’un mois. Si nous n’avons rien reçu au {answerBy}, nous clôturerons le dossier sans rien modifier. Vous pouvez renouveler votre demande à tout moment.',
      rejection:
        'Dès que nous l’aurons reçue, nous reprendrons l’examen de la demande. Aucun délai ne s’applique.',
    },
    noProof:
      'Si vous souhaitez seulement ne plus recevoir de publicité, nous n’avons besoin d’aucun justificatif : une phrase suffit ({contact}), et nous en tenons compte immédiatement.',
  },
};
