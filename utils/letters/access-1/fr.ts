import { passages } from '../passages-1/fr.ts';
import type { AccessWording } from './access.ts';

export const wording: AccessWording = {
  subject: 'Votre dossier {reference} : ce que nous conservons pour le blocage de contact',
  texts: {
    ...passages,
    received:
      'Le {receivedOn}, vous avez demandé à notre organisation ({organisation}) quelles données à caractère personnel elle traite à votre sujet. La présente lettre répond pour ce qui concerne le blocage de contact ; pour d’éventuelles autres données, vous recevrez une réponse distincte.',
    heldLead: 'Pour les coordonnées indiquées dans votre demande, nous conservons :',
    heldCodes:
      'pour chacune des coordonnées bloquées, un code calculé à partir de celle-ci à l’aide d’une clé secrète (une empreinte obtenue par hachage à clé) ;',
    heldDate: 'la date du blocage : {recordedOn} ;',
    heldGround: {
      objection: 'son fondement : votre opposition à la prospection (article 21 du RGPD) ;',
      erasure:
        'son fondement : votre demande de blocage accompagnant l’effacement de vos données (article 17 du RGPD) ;',
      consent: 'son fondement : votre consentement ;',
      'legal-obligation': 'son fondement : une obligation légale à laquelle nous sommes soumis ;',
    },
    heldScope: {
      marketing: 'sa portée : la publicité et la prospection commerciale ;',
      all: 'sa portée : toute prise de contact de notre propre initiative ;',
    },
    heldReference: 'sa référence : {blockReference}.',
    heldEvidence:
      'la valeur de contrôle (SHA-256) du message ou du fichier sur lequel il repose, et non son texte : {evidenceSha256} ;',
    heldWording: 'la version de la lettre à laquelle il a été répondu : {wordingVersion} ;',
    heldReview: 'la date de son réexamen : {reviewOn} ;',
    copy: 'Si vous le souhaitez, nous vous remettrons une copie des codes.',
    purpose: 'Tout cela n’a qu’une seule finalité : éviter que nous vous contactions contre votre volonté.',
    source: 'Les codes ont été calculés à partir des coordonnées indiquées lorsque le blocage a été demandé.',
    noDecision:
      'Vous ne faites l’objet d’aucune prise de décision automatisée au sens de l’article 22 du RGPD, ni d’aucun profilage.',
    period: 'Nous conservons ces données jusqu’à la levée du blocage, qui ne prend pas fin de lui-même.',
  },
};
