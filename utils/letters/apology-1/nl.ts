import { passages } from '../passages-1/nl.ts';
import type { ApologyWording } from './apology.ts';

export const wording: ApologyWording = {
  subject: 'Uw zaak {reference}: onze excuses',
  texts: {
    ...passages,
    contacted:
      'Op {contactedOn} heeft {organisation} contact met u opgenomen, hoewel u ons had gevraagd dat niet te doen.',
    sorry: 'Dat had niet mogen gebeuren. Wij bieden u hiervoor onze excuses aan.',
    cause: {
      'other-details':
        'De contactgegevens die zijn gebruikt, vallen niet onder de blokkering; daardoor heeft onze controle u niet herkend. Als u dat wilt, voegen wij ze aan de blokkering toe.',
      'other-channel': 'Het contact is gelegd langs een weg waarop onze controle niet werkt.',
      overridden: 'Een medewerker van ons heeft u benaderd, hoewel onze controle daarvoor had gewaarschuwd.',
      'not-current':
        'Op de computer die is gebruikt, was de lijst niet actueel of was de controle niet actief.',
      unknown:
        'Hoe het heeft kunnen gebeuren, weten wij nog niet. Wij zoeken het uit en laten u weten wat wij vinden.',
    },
    measure: 'Wat wij eraan hebben gedaan: {measure}',
    stands: 'Uw blokkering blijft van kracht; u hoeft niets te doen.',
    tell: 'Wij kunnen niet beloven dat er geen fouten gebeuren. Hoort u toch nog eens van ons, laat het ons dan weten ({contact}), zo mogelijk met het bericht erbij.',
  },
};
