import { passages } from '../passages-1/nl.ts';
import type { AppealWording } from './appeal.ts';

export const wording: AppealWording = {
  subject: 'Uw zaak {reference}: ons antwoord',
  texts: {
    ...passages,
    received:
      'Op {receivedOn} hebt u {organisation} laten weten dat een blokkering van contact volgens u niet klopt. Wij hebben dat onderzocht.',
    outcome: {
      lifted:
        'U hebt gelijk: wij hebben de blokkering op {decidedOn} opgeheven. Het kan enkele dagen duren voordat elke computer bij ons de nieuwe lijst heeft.',
      'kept-requested':
        'Op {decidedOn} hebben wij besloten dat de blokkering voorlopig blijft: volgens onze registratie is zij via deze contactgegevens aangevraagd, en niemand heeft dat verzoek ingetrokken. Zijn het uw contactgegevens en wilt u de blokkering niet meer, laat het ons dan weten ({contact}); wij heffen haar dan op, en u hoeft daarvoor geen reden te geven.',
      'kept-unverified':
        'Op {decidedOn} hebben wij besloten niets te wijzigen, omdat wij niet konden vaststellen dat de contactgegevens van u zijn. Ter bescherming van degene van wie ze zijn, kunnen wij u evenmin zeggen of er een blokkering voor bestaat. Schrijft u ons vanaf het betreffende adres, of toont u op een andere manier aan dat het van u is ({contact}), dan bekijken wij het opnieuw.',
      'kept-company':
        'Op {decidedOn} hebben wij besloten dat de blokkering blijft: zij geldt voor alle adressen onder het domein van een bedrijf, waaronder het uwe, en berust op een verzoek van dat bedrijf. Vindt u dat uw adres daar niet onder hoort te vallen, neem dan contact op met het bedrijf; trekt het zijn verzoek in, dan heffen wij de blokkering op.',
    },
    remedy: {
      lifted: passages.authority,
      'kept-requested': passages.remedy,
      'kept-unverified': passages.remedy,
      'kept-company': passages.remedy,
    },
  },
};
