import { passages } from '../passages-1/de.ts';
import type { ApologyWording } from './apology.ts';

export const wording: ApologyWording = {
  subject: 'Ihr Vorgang {reference}: Wir bitten um Entschuldigung',
  texts: {
    ...passages,
    contacted:
      'am {contactedOn} wurden Sie von {organisation} kontaktiert, obwohl Sie uns gebeten hatten, das nicht zu tun.',
    sorry: 'Das hätte nicht geschehen dürfen. Wir bitten Sie um Entschuldigung.',
    cause: {
      'other-details':
        'Die verwendeten Kontaktdaten gehören nicht zu denen, für die Ihre Kontaktsperre gilt; deshalb hat unsere Prüfung Sie nicht erkannt. Wenn Sie möchten, nehmen wir sie in die Kontaktsperre auf.',
      'other-channel': 'Der Kontakt kam auf einem Weg zustande, auf dem unsere Prüfung nicht greift.',
      overridden: 'Jemand aus unserem Haus hat Sie kontaktiert, obwohl unsere Prüfung davor gewarnt hatte.',
      'not-current':
        'Auf dem verwendeten Rechner war die Liste nicht auf dem neuesten Stand, oder die Prüfung war nicht aktiv.',
      unknown:
        'Wie es dazu kam, wissen wir noch nicht. Wir gehen dem nach und teilen Ihnen mit, was wir herausfinden.',
    },
    measure: 'Was wir unternommen haben: {measure}',
    stands: 'Ihre Kontaktsperre besteht weiter; Sie müssen nichts tun.',
    tell: 'Dass kein Fehler mehr geschieht, können wir nicht versprechen. Sollten Sie noch einmal von uns hören, teilen Sie uns das bitte mit ({contact}), möglichst mit der Nachricht selbst.',
  },
};
