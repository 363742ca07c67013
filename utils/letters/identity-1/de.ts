import { passages } from '../passages-1/de.ts';
import type { IdentityWording } from './identity.ts';

export const wording: IdentityWording = {
  subject: 'Ihr Vorgang {reference}: Stammt der Antrag von Ihnen?',
  texts: {
    ...passages,
    received:
      'am {receivedOn} ist bei {organisation} ein Antrag zu Ihren personenbezogenen Daten eingegangen.',
    why: {
      hold: 'Bevor wir ihn bearbeiten, müssen wir sicher sein, dass er von Ihnen stammt, und das sind wir noch nicht: Niemand sonst soll in Ihrem Namen etwas ändern oder erfahren können (Art. 12 Abs. 6 DSGVO).',
      rejection:
        'Am {askedOn} haben wir Sie gebeten, zu bestätigen, dass er von Ihnen stammt. Das konnten wir nicht feststellen; daher können wir dem Antrag nicht nachkommen (Art. 12 Abs. 2 und 6 DSGVO). Es wurde nichts geändert.',
    },
    need: {
      reply:
        'Bitte antworten Sie von der E-Mail-Adresse aus, um die es geht, oder rufen Sie uns von der betreffenden Telefonnummer aus an, und geben Sie das Aktenzeichen {reference} an.',
      detail:
        'Bitte nennen Sie uns etwas, das voraussichtlich nur Sie und wir wissen, etwa eine Kunden- oder Rechnungsnummer, und geben Sie das Aktenzeichen {reference} an.',
    },
    noCopy: 'Bitte senden Sie keine Kopie eines Ausweises oder Reisepasses: Wir brauchen sie nicht.',
    use: 'Wir verwenden Ihre Antwort nur, um festzustellen, dass der Antrag von Ihnen stammt, und löschen sie danach.',
    next: {
      hold: 'Sobald sie vorliegt, bearbeiten wir den Antrag weiter; Sie hören dann innerhalb eines Monats von uns. Liegt uns bis zum {answerBy} nichts vor, schließen wir den Vorgang, ohne etwas zu ändern. Sie können Ihren Antrag jederzeit erneut stellen.',
      rejection:
        'Sobald sie vorliegt, nehmen wir die Bearbeitung wieder auf. Eine Frist gibt es dafür nicht.',
    },
    noProof:
      'Wenn Sie nur keine Werbung mehr erhalten möchten, brauchen wir keinen Nachweis: Ein Satz genügt ({contact}), und wir setzen ihn umgehend um.',
  },
};
