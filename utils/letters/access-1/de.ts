import { passages } from '../passages-1/de.ts';
import type { AccessWording } from './access.ts';

export const wording: AccessWording = {
  subject: 'Ihr Vorgang {reference}: was wir für die Kontaktsperre gespeichert haben',
  texts: {
    ...passages,
    received:
      'am {receivedOn} haben Sie {organisation} um Auskunft gebeten, welche personenbezogenen Daten über Sie verarbeitet werden. Dieses Schreiben beantwortet das für die Kontaktsperre; zu etwaigen anderen Daten erhalten Sie eine gesonderte Antwort.',
    heldLead: 'Zu den Kontaktdaten, die Sie in Ihrem Antrag genannt haben, ist bei uns gespeichert:',
    heldCodes:
      'zu jeder gesperrten Kontaktangabe ein Code, der mit einem geheimen Schlüssel aus ihr berechnet wurde (ein schlüsselbasierter Hashwert);',
    heldDate: 'Datum der Kontaktsperre: {recordedOn};',
    heldGround: {
      objection: 'Grund der Kontaktsperre: Ihr Widerspruch gegen Direktwerbung (Art. 21 DSGVO);',
      erasure:
        'Grund der Kontaktsperre: Ihre Bitte um eine Kontaktsperre zusammen mit der Löschung Ihrer Daten (Art. 17 DSGVO);',
      consent: 'Grund der Kontaktsperre: Ihre Einwilligung;',
      'legal-obligation': 'Grund der Kontaktsperre: eine rechtliche Verpflichtung, der wir unterliegen;',
    },
    heldScope: {
      marketing: 'Umfang der Kontaktsperre: Werbung und Vertriebsansprache;',
      all: 'Umfang der Kontaktsperre: jede Kontaktaufnahme, die von uns ausgeht;',
    },
    heldReference: 'Aktenzeichen der Kontaktsperre: {blockReference}.',
    heldEvidence:
      'Prüfwert (SHA-256) der Nachricht oder Datei, auf der sie beruht, nicht deren Text: {evidenceSha256};',
    heldWording: 'Fassung des Schreibens, auf das geantwortet wurde: {wordingVersion};',
    heldReview: 'Termin, zu dem wir sie überprüfen: {reviewOn};',
    copy: 'Auf Wunsch erhalten Sie eine Kopie der Codes.',
    purpose: 'All das dient einem einzigen Zweck: dass wir Sie nicht gegen Ihren Wunsch kontaktieren.',
    source:
      'Die Codes wurden aus den Kontaktdaten berechnet, die genannt wurden, als um die Kontaktsperre gebeten wurde.',
    noDecision:
      'Eine automatisierte Entscheidungsfindung im Sinne von Art. 22 DSGVO findet nicht statt, auch kein Profiling.',
    period:
      'Wir speichern diese Daten, bis die Kontaktsperre aufgehoben wird. Von selbst endet die Kontaktsperre nicht.',
  },
};
