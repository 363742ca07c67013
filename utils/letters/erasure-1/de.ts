import { passages } from '../passages-1/de.ts';
import type { ErasureWording } from './erasure.ts';

export const wording: ErasureWording = {
  subject: 'Ihr Vorgang {reference}: Ihre Daten sind gelöscht',
  texts: {
    ...passages,
    received:
      'am {receivedOn} haben Sie {organisation} gebeten, Ihre personenbezogenen Daten zu löschen. Die Löschung wurde am {erasedOn} abgeschlossen.',
    keptByLaw:
      'Folgendes müssen wir gesetzlich weiter aufbewahren; wir nutzen es für nichts anderes: {keptByLaw}.',
    recipients:
      'Wir haben diejenigen unterrichtet, denen wir Ihre Daten offengelegt hatten, soweit dies keinen unverhältnismäßigen Aufwand erfordert (Art. 19 DSGVO). Auf Wunsch teilen wir Ihnen mit, wer das ist.',
    noBlock: {
      declined: 'Wie von Ihnen gewünscht, haben wir keine Kontaktsperre eingerichtet.',
      none: 'Auf unser Angebot einer Kontaktsperre haben wir keine Antwort erhalten; daher haben wir keine eingerichtet.',
      'not-offered': 'Eine Kontaktsperre besteht nicht.',
    },
    consequence:
      'Das bedeutet, dass wir Sie nicht mehr wiedererkennen können: Erhalten wir Ihre Kontaktdaten aus einer anderen Quelle, könnten wir Sie erneut kontaktieren.',
    later:
      'Wenn Sie das nicht möchten, genügt eine Nachricht an uns ({contact}): Sie können jederzeit um eine Kontaktsperre bitten oder der Direktwerbung widersprechen.',
    trace:
      'Um nachweisen zu können, dass wir Ihren Antrag bearbeitet haben, bewahren wir das Aktenzeichen, die Termine der Bearbeitung und ihr Ergebnis auf, ohne Ihren Namen und ohne Ihre Kontaktdaten.',
  },
};
