import { passages } from '../passages-1/de.ts';
import type { LiftingWording } from './lifting.ts';

export const wording: LiftingWording = {
  subject: 'Ihr Vorgang {reference}: Die Kontaktsperre ist aufgehoben',
  texts: {
    ...passages,
    received:
      'am {receivedOn} haben Sie {organisation} gebeten, die Kontaktsperre für Ihre Kontaktdaten aufzuheben. Sie wurde am {liftedOn} aufgehoben.',
    left: {
      erased:
        'Die Codes, die aus Ihren Kontaktdaten berechnet waren, sind gelöscht, ebenso eine etwaige versiegelte Kopie der Kontaktdaten. Wir bewahren nur das Aktenzeichen, die Termine und die Tatsache auf, dass die Kontaktsperre aufgehoben wurde.',
      marked:
        'In unseren Aufzeichnungen ist der Eintrag nun als aufgehoben vermerkt. Er bleibt dort, allein für unsere Datenschutzstelle und unsere Revision, damit wir nachweisen können, was geschehen ist; Nachrichten werden nicht mehr mit ihm abgeglichen. Sie können uns bitten, ihn zu löschen.',
    },
    noConsent:
      'Die Aufhebung der Kontaktsperre ist keine Einwilligung in Werbung. Ob wir Sie anschreiben dürfen, richtet sich wie zuvor nach dem Gesetz; und der Direktwerbung können Sie jederzeit widersprechen (Art. 21 Abs. 2 DSGVO).',
    notYou: 'Wenn nicht Sie selbst darum gebeten haben, teilen Sie uns das bitte umgehend mit ({contact}).',
  },
};
