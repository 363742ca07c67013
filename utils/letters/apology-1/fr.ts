import { passages } from '../passages-1/fr.ts';
import type { ApologyWording } from './apology.ts';

export const wording: ApologyWording = {
  subject: 'Votre dossier {reference} : nos excuses',
  texts: {
    ...passages,
    contacted:
      'Le {contactedOn}, notre organisation ({organisation}) a pris contact avec vous, alors que vous nous aviez demandé de ne pas le faire.',
    sorry: 'Cela n’aurait pas dû se produire, et nous vous présentons nos excuses.',
    cause: {
      'other-details':
        'Les coordonnées utilisées ne font pas partie de celles que couvre le blocage ; notre contrôle n’a donc pas pu faire le lien avec vous. Si vous le souhaitez, nous les y ajouterons.',
      'other-channel': 'Le contact a été pris par une voie sur laquelle notre contrôle n’intervient pas.',
      overridden:
        'L’un de nos collaborateurs a pris contact avec vous malgré l’avertissement de notre contrôle.',
      'not-current': 'Sur le poste utilisé, la liste n’était pas à jour ou le contrôle n’était pas actif.',
      unknown:
        'Nous ne savons pas encore comment cela a pu se produire. Nous sommes en train de l’examiner et vous ferons part de nos conclusions.',
    },
    measure: 'Ce que nous avons fait : {measure}',
    stands: 'Votre blocage reste en vigueur ; vous n’avez rien à faire.',
    tell: 'Nous ne pouvons pas promettre qu’aucune erreur ne se produira. Si vous receviez encore un message de notre part, merci de nous le signaler ({contact}), si possible en y joignant ce message.',
  },
};
