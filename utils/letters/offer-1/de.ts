import { passages } from '../passages-1/de.ts';
import type { OfferWording } from './offer.ts';

export const wording: OfferWording = {
  subject: 'Ihr Antrag auf Löschung ({reference}): Möchten Sie zusätzlich eine Kontaktsperre?',
  texts: {
    ...passages,
    received:
      'am {receivedOn} haben Sie {organisation} gebeten, Ihre personenbezogenen Daten zu löschen. Das tun wir; ausgenommen sind Daten, die wir gesetzlich aufbewahren müssen, etwa Rechnungen.',
    why: 'Die Löschung hat eine Kehrseite: Danach können wir Sie nicht mehr wiedererkennen. Stößt jemand von uns anderswo auf Ihre Kontaktdaten, könnten wir Sie versehentlich erneut anschreiben. Wenn Sie möchten, richten wir eine Kontaktsperre ein, die das verhindern soll.',
    keptLead: 'Wenn Sie zustimmen, speichern wir für die Kontaktsperre Folgendes:',
    voluntary:
      'Die Kontaktsperre ist freiwillig. Wenn Sie darauf verzichten, entsteht Ihnen kein Nachteil: Ihre Daten werden in jedem Fall gelöscht.',
    answer:
      'Wenn Sie die Kontaktsperre wünschen, antworten Sie bitte bis zum {answerBy} auf dieses Schreiben und nennen Sie die E-Mail-Adressen, Telefonnummern oder Profile, für die sie gelten soll.',
    silence:
      'Hören wir bis dahin nichts von Ihnen, richten wir keine Kontaktsperre ein und schließen die Löschung ab.',
    liftable: passages.liftable.erasure,
    ground: passages.ground.erasure,
    objection: passages.objection.erasure,
  },
};
