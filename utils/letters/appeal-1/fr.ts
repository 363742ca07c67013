import { passages } from '../passages-1/fr.ts';
import type { AppealWording } from './appeal.ts';

export const wording: AppealWording = {
  subject: 'Votre dossier {reference} : notre réponse',
  texts: {
    ...passages,
    received:
      'Le {receivedOn}, vous avez fait savoir à notre organisation ({organisation}) que vous estimez qu’un blocage de contact est erroné. Nous avons examiné la question.',
    outcome: {
      lifted:
        'Vous avez raison : nous avons levé le blocage le {decidedOn}. Quelques jours peuvent s’écouler avant que la nouvelle liste ne parvienne à tous nos postes.',
      'kept-requested':
        'Le {decidedOn}, nous avons décidé de maintenir le blocage pour le moment : d’après notre registre, il a été demandé depuis ces coordonnées, et personne n’est revenu sur cette demande. Si ces coordonnées sont les vôtres et que vous ne souhaitez plus le blocage, dites-le-nous ({contact}) ; nous le lèverons alors, sans que vous ayez à vous justifier.',
      'kept-unverified':
        'Le {decidedOn}, nous avons décidé de ne rien modifier, faute d’avoir pu établir que ces coordonnées sont les vôtres. Afin de protéger la personne à qui elles appartiennent, nous ne pouvons pas non plus vous dire si elles font l’objet d’un blocage. Si vous nous écrivez depuis l’adresse concernée, ou si vous nous montrez d’une autre manière qu’elle est la vôtre ({contact}), nous réexaminerons la question.',
      'kept-company':
        'Le {decidedOn}, nous avons décidé de maintenir le blocage : il couvre toutes les adresses relevant du domaine d’une entreprise, dont la vôtre, et repose sur une demande de cette entreprise. Si vous estimez que votre adresse ne devrait pas en faire partie, merci de vous adresser à celle-ci ; si elle retire sa demande, nous lèverons le blocage.',
    },
    remedy: {
      lifted: passages.authority,
      'kept-requested': passages.remedy,
      'kept-unverified': passages.remedy,
      'kept-company': passages.remedy,
    },
  },
};
