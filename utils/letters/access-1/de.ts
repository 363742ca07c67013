import { passages } from '../passages-1/de.ts';
import type { AccessWording } from './access.ts';

export const wording: AccessWording = {
  subject: 'Ihr Vorgang {reference}: was wir für die Kontaktsperre gespeichert haben',
  texts: {
    ...passages,
    received:
      'am {receivedOn} haben Sie {organisation} um Auskunft gebeten, welche personenbezogenen Daten über Sie verarbeitet werden. Dieses Schreiben beantwortet das für die Kontaktsperre; zu etwaigen anderen Daten erhalten Sie eine gesonderte Antwort.',
    heldLead: 'Zu den Kontaktdaten, die Sie in Ihrem Antrag genannt haben, haben wir gespeichert:',
    heldCodes:
      'zu jeder gesperrten Kontaktangabe einen Code, der mit einem geheimen Schlüssel aus ihr berechnet wurde (einen schlüsselbasierten Hashwert);',
    heldDate: 'das Datum der Kontaktsperre: {recordedOn};',
    heldGround: {
      objection: 'ihren Grund: Ihr Widerspruch gegen Direktwerbung (Art. 21 DSGVO);',
      erasure:
        'ihren Grund: Ihre Bitte um eine Kontaktsperre zusammen mit der Löschung Ihrer Daten (Art. 17 DSGVO);',
      consent: 'ihren Grund: Ihre Einwilligung;',
      'legal-obligation': 'ihren Grund: eine rechtliche Verpflichtung, der wir unterliegen;',
    },
    heldScope: {
      marketing: 'ihren Umfang: Werbung und Vertriebsansprache;',
      all: 'ihren Umfang: jede Kontaktaufnahme, die von uns ausgeht;',
    },
    heldReference: 'ihr Aktenzeichen: {blockReference};',
    heldEvidence:
      'den Prüfwert (SHA-256) der Nachricht oder Datei, auf der sie beruht, nicht deren Text: {evidenceSha256};',
    heldWording: 'die Fassung des Schreibens, auf das geantwortet wurde: {wordingVersion};',
    heldReview: 'den Termin, zu dem wir sie überprüfen: {reviewOn}.',
    copy: 'Auf Wunsch erhalten Sie eine Kopie der Codes.',
    purpose: 'All das dient einem einzigen Zweck: dass wir Sie nicht gegen Ihren Wunsch kontaktieren.',
    source:
      'Die Codes wurden aus den Kontaktdaten berechnet, die genannt wurden, als um die Kontaktsperre gebeten wurde.',
    noDecision:
      'Eine automatisierte Entscheidungsfindung im Sinne von Art. 22 DSGVO findet nicht statt, auch kein Profiling.',
    host: 'Die verschlüsselte Liste wird gespeichert von: {host}.',
    transfer:
      'Sie wird außerhalb des Europäischen Wirtschaftsraums gespeichert, mit folgenden Garantien: {transferSafeguards}.',
    period:
      'Wir speichern diese Daten, bis die Kontaktsperre aufgehoben wird. Von selbst endet die Kontaktsperre nicht.',
  },
};
