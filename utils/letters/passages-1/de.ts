import type { Passages } from './passages.ts';

const LIFTABLE =
  'Sie können die Kontaktsperre jederzeit und ohne Angabe von Gründen aufheben lassen; eine Nachricht an uns genügt ({contact}).';
const DIRECT_MARKETING =
  'Der Direktwerbung können Sie jederzeit und ohne Angabe von Gründen widersprechen (Art. 21 Abs. 2 DSGVO).';
const OBJECTION = `Widerspruchsrecht: Aus Gründen, die sich aus Ihrer besonderen Situation ergeben, können Sie jederzeit der Speicherung dieser Daten widersprechen (Art. 21 Abs. 1 DSGVO). ${DIRECT_MARKETING}`;

export const passages: Passages = {
  greeting: 'Guten Tag,',
  greetingByName: 'Guten Tag {recipientName},',
  scope: {
    marketing:
      'Die Kontaktsperre gilt für Werbung und Vertriebsansprache. Nachrichten zu einem Vertrag, einer Rechnung oder einer Leistung, die Sie von uns beziehen, erhalten Sie weiterhin.',
    all: 'Die Kontaktsperre gilt für jede Kontaktaufnahme, die von uns ausgeht, nicht nur für Werbung. Möglich bleibt nur weniges: was das Gesetz oder ein Vertrag mit Ihnen verlangt, eine Sicherheitswarnung und eine Antwort, wenn Sie uns selbst schreiben.',
  },
  keptCodes:
    'zu jeder Kontaktangabe einen Code, der mit einem geheimen Schlüssel aus ihr berechnet wird (einen schlüsselbasierten Hashwert);',
  keptRecord:
    'Datum, Grund und Umfang der Kontaktsperre, das Aktenzeichen {reference} und einen Termin, zu dem wir sie überprüfen;',
  keptEvidence:
    'einen Prüfwert Ihrer Nachricht (einen Hashwert, nicht den Text) und, falls Sie auf ein Schreiben von uns geantwortet haben, dessen Fassung, damit wir nachweisen können, worum gebeten wurde.',
  address: {
    not: 'Die Kontaktdaten selbst speichern wir hierfür nicht, ebenso wenig Ihren Namen.',
    sealed:
      'Die Kontaktdaten selbst bewahren wir nur in versiegelter Form auf, die allein unsere Revision öffnen kann; Ihren Namen speichern wir hierfür nicht.',
  },
  pseudonymous:
    'Aus den Codes lassen sich die Kontaktdaten nicht ablesen. Wer den geheimen Schlüssel hat, kann aber prüfen, ob eine bestimmte Adresse oder Nummer darunter ist. Rechtlich sind die Codes deshalb pseudonymisierte personenbezogene Daten (Art. 4 Nr. 5 DSGVO), und als solche schützen wir sie.',
  spread:
    'Für die Prüfung gelangen Teile der Codes als verschlüsselte Liste in die Browser unserer Beschäftigten.',
  host: 'Die verschlüsselte Liste wird gespeichert von: {host}.',
  transfer:
    'Sie wird außerhalb des Europäischen Wirtschaftsraums gespeichert, mit folgenden Garantien: {transferSafeguards}.',
  unseen: {
    marketing:
      'Niemand aus Vertrieb oder Marketing kann diese Aufzeichnungen einsehen oder durchsuchen. Wer bei uns eine der Kontaktangaben bereits vor sich hat, erfährt nur, dass dorthin keine Werbung gehen darf, und nichts über Datum, Grund oder Aktenzeichen.',
    all: 'Niemand aus Vertrieb oder Marketing kann diese Aufzeichnungen einsehen oder durchsuchen. Wer bei uns eine der Kontaktangaben bereits vor sich hat, erfährt nur, dass darüber kein Kontakt aufgenommen werden darf, und nichts über Datum, Grund oder Aktenzeichen.',
  },
  provable:
    'Nur unsere Datenschutzstelle und unsere Revision können anhand der Aufzeichnungen feststellen, dass eine Kontaktsperre besteht, seit wann und aus welchem Grund.',
  covers:
    'Die Kontaktsperre gilt nur für die Kontaktdaten, die Sie uns nennen, und nur für {organisation}. Für andere Kontaktdaten von Ihnen und für andere Organisationen gilt sie nicht.',
  named: 'Genannt haben Sie: {identifiersNamed}.',
  limits:
    'Eine Kontaktsperre verhindert Versehen, kann aber nicht jeden Fehler ausschließen. Sollten wir Sie dennoch kontaktieren, teilen Sie uns das bitte mit, damit wir den Fehler beheben können.',
  takes: 'Es kann einige Tage dauern, bis die neue Liste auf jedem unserer Rechner angekommen ist.',
  liftable: {
    objection: LIFTABLE,
    erasure: LIFTABLE,
    consent: LIFTABLE,
    'legal-obligation':
      'Da die Kontaktsperre gesetzlich vorgeschrieben ist, können wir sie erst aufheben, wenn das nicht mehr der Fall ist; Sie können uns jederzeit bitten, das zu prüfen ({contact}).',
  },
  reviewed:
    'Von selbst endet die Kontaktsperre nicht; spätestens am {reviewOn} prüfen wir, ob sie noch erforderlich ist.',
  ground: {
    objection:
      'Rechtsgrundlage ist unser berechtigtes Interesse, Ihren Widerspruch auch künftig zu beachten (Art. 6 Abs. 1 Buchst. f und Art. 21 Abs. 3 DSGVO).',
    erasure:
      'Rechtsgrundlage ist unser berechtigtes Interesse, Ihren Wunsch zu beachten (Art. 6 Abs. 1 Buchst. f DSGVO).',
    consent: 'Rechtsgrundlage ist Ihre Einwilligung (Art. 6 Abs. 1 Buchst. a DSGVO).',
    'legal-obligation':
      'Rechtsgrundlage ist eine rechtliche Verpflichtung, der wir unterliegen (Art. 6 Abs. 1 Buchst. c DSGVO).',
  },
  objection: {
    objection: OBJECTION,
    erasure: OBJECTION,
    consent: `Widerrufs- und Widerspruchsrecht: Sie können Ihre Einwilligung jederzeit widerrufen; die Rechtmäßigkeit der bis dahin erfolgten Verarbeitung bleibt davon unberührt. ${DIRECT_MARKETING}`,
    'legal-obligation': `Widerspruchsrecht: ${DIRECT_MARKETING}`,
  },
  rights:
    'Außerdem haben Sie das Recht auf Auskunft über Ihre Daten sowie auf Berichtigung, Löschung und Einschränkung der Verarbeitung (Art. 15 bis 18 DSGVO).',
  authority:
    'Wenn Sie meinen, dass wir mit Ihren Daten nicht richtig umgehen, können Sie bei einer Aufsichtsbehörde Beschwerde einlegen. Für uns zuständig: {authority}.',
  remedy:
    'Wenn Sie damit nicht einverstanden sind, können Sie bei einer Aufsichtsbehörde Beschwerde (für uns zuständig: {authority}) oder einen gerichtlichen Rechtsbehelf einlegen.',
  notice: 'Mehr dazu steht in unserer Datenschutzerklärung: {privacyNoticeUrl}',
  closing:
    'Mit freundlichen Grüßen\n\nDatenschutzstelle, {organisation}\n{contact}\nAktenzeichen: {reference}',
};
