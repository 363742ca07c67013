import { passages } from '../passages-1/nl.ts';
import type { IdentityWording } from './identity.ts';

export const wording: IdentityWording = {
  subject: 'Uw zaak {reference}: is het verzoek van u?',
  texts: {
    ...passages,
    received: 'Op {receivedOn} heeft {organisation} een verzoek over uw persoonsgegevens ontvangen.',
    why: {
      hold: 'Voordat wij het uitvoeren, moeten wij zeker weten dat het van u komt, en dat weten wij nog niet: een ander mag niet in uw naam iets kunnen wijzigen of te weten komen (artikel 12, lid 6, AVG).',
      rejection:
        'Op {askedOn} hebben wij u gevraagd te bevestigen dat het van u komt. Wij hebben dat niet kunnen vaststellen en kunnen daarom geen gevolg geven aan het verzoek (artikel 12, leden 2 en 6, AVG). Er is niets gewijzigd.',
    },
    need: {
      reply:
        'Antwoord ons vanaf het e-mailadres, of bel ons met het telefoonnummer, waarover het verzoek gaat, en vermeld het kenmerk {reference}.',
      detail:
        'Noem ons iets wat waarschijnlijk alleen u en wij weten, zoals een klantnummer of een factuurnummer, en vermeld het kenmerk {reference}.',
    },
    noCopy: 'Stuur geen kopie van een identiteitskaart of paspoort: die hebben wij niet nodig.',
    use: 'Wij gebruiken uw antwoord alleen om vast te stellen dat het verzoek van u is, en verwijderen het daarna.',
    next: {
      hold: 'Zodra wij het hebben, gaan wij verder; u hoort dan binnen een maand van ons. Hebben wij op {answerBy} niets ontvangen, dan sluiten wij de zaak zonder iets te wijzigen. U kunt uw verzoek op elk moment opnieuw doen.',
      rejection:
        'Zodra wij het hebben, nemen wij het verzoek weer in behandeling. Daarvoor geldt geen termijn.',
    },
    noProof:
      'Wilt u alleen geen reclame meer, dan hebben wij geen bewijs nodig: één zin volstaat ({contact}), en wij handelen er meteen naar.',
  },
};
