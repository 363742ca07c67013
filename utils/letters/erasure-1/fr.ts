import { passages } from '../passages-1/fr.ts';
import type { ErasureWording } from './erasure.ts';

export const wording: ErasureWording = {
  subject: 'Votre dossier {reference} : vos données ont été effacées',
  texts: {
    ...passages,
    received:
      'Le {receivedOn}, vous avez demandé à notre organisation ({organisation}) d’effacer vos données à caractère personnel. L’effacement a été achevé le {erasedOn}.',
    keptByLaw:
      'La loi nous oblige à conserver encore les éléments suivants, que nous n’utilisons à aucune autre fin : {keptByLaw}.',
    recipients:
      'Nous en avons informé les destinataires auxquels nous avions communiqué vos données, dans la mesure où cela n’exige pas d’efforts disproportionnés (article 19 du RGPD). Si vous le souhaitez, nous vous indiquerons qui ils sont.',
    noBlock: {
      declined: 'Conformément à votre souhait, nous n’avons mis en place aucun blocage de contact.',
      none: 'Notre proposition de blocage de contact étant restée sans réponse, nous n’en avons mis aucun en place.',
      'not-offered': 'Il n’y a pas de blocage de contact.',
    },
    consequence:
      'Cela signifie que nous ne pouvons plus vous reconnaître : si vos coordonnées nous parviennent d’une autre source, nous pourrions vous contacter à nouveau.',
    later:
      'Si vous ne le souhaitez pas, il suffit de nous écrire ({contact}) : vous pouvez à tout moment demander un blocage ou vous opposer à la prospection.',
    trace:
      'Afin de pouvoir démontrer que nous avons traité votre demande, nous en conservons la référence, les dates et les suites données, sans votre nom ni vos coordonnées.',
  },
};
