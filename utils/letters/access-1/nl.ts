import { passages } from '../passages-1/nl.ts';
import type { AccessWording } from './access.ts';

export const wording: AccessWording = {
  subject: 'Uw zaak {reference}: wat wij voor de blokkering van contact bewaren',
  texts: {
    ...passages,
    received:
      'Op {receivedOn} hebt u {organisation} gevraagd welke persoonsgegevens wij van u verwerken. Deze brief geeft antwoord voor zover het om de blokkering van contact gaat; over eventuele andere gegevens ontvangt u een afzonderlijk antwoord.',
    heldLead: 'Voor de contactgegevens die u in uw verzoek hebt genoemd, bewaren wij:',
    heldCodes:
      'per contactgegeven waarvoor de blokkering geldt, een code die met een geheime sleutel uit dat gegeven is berekend (een hash met sleutel);',
    heldDate: 'de datum van de blokkering: {recordedOn};',
    heldGround: {
      objection: 'de grond: uw bezwaar tegen direct marketing (artikel 21 AVG);',
      erasure: 'de grond: uw verzoek om een blokkering bij de wissing van uw gegevens (artikel 17 AVG);',
      consent: 'de grond: uw toestemming;',
      'legal-obligation': 'de grond: een wettelijke verplichting die op ons rust;',
    },
    heldScope: {
      marketing: 'de reikwijdte: reclame en verkoopcontacten;',
      all: 'de reikwijdte: elk contact uit eigen beweging van ons;',
    },
    heldReference: 'het kenmerk van de blokkering: {blockReference}.',
    heldEvidence:
      'de controlewaarde (SHA-256) van het bericht of bestand waarop zij berust, niet de tekst: {evidenceSha256};',
    heldWording: 'de versie van de brief waarop is geantwoord: {wordingVersion};',
    heldReview: 'de datum waarop wij de blokkering opnieuw beoordelen: {reviewOn};',
    copy: 'Als u dat wilt, ontvangt u een kopie van de codes.',
    purpose: 'Dit alles heeft één doel: dat wij niet tegen uw wens contact met u opnemen.',
    source:
      'De codes zijn berekend uit de contactgegevens die zijn genoemd toen om de blokkering werd verzocht.',
    noDecision:
      'Er vindt geen geautomatiseerde besluitvorming over u plaats in de zin van artikel 22 AVG, en ook geen profilering.',
    period: 'Wij bewaren deze gegevens totdat de blokkering wordt opgeheven. Zij eindigt niet vanzelf.',
  },
};
