import { passages } from '../passages-1/de.ts';
import type { AppealWording } from './appeal.ts';

export const wording: AppealWording = {
  subject: 'Ihr Vorgang {reference}: unsere Antwort',
  texts: {
    ...passages,
    received:
      'am {receivedOn} haben Sie {organisation} mitgeteilt, dass Sie eine Kontaktsperre für falsch halten. Wir haben das geprüft.',
    outcome: {
      lifted:
        'Sie haben recht: Wir haben die Kontaktsperre am {decidedOn} aufgehoben. Es kann einige Tage dauern, bis die neue Liste auf jedem unserer Rechner angekommen ist.',
      'kept-requested':
        'Am {decidedOn} haben wir entschieden, dass die Kontaktsperre vorerst bestehen bleibt: Nach unseren Aufzeichnungen wurde sie über diese Kontaktdaten beantragt, und niemand hat den Antrag zurückgenommen. Sind es Ihre Kontaktdaten und wünschen Sie die Kontaktsperre nicht mehr, teilen Sie uns das bitte mit ({contact}); wir heben sie dann auf, und Sie brauchen dafür keine Gründe anzugeben.',
      'kept-unverified':
        'Am {decidedOn} haben wir entschieden, nichts zu ändern, weil wir nicht feststellen konnten, dass die Kontaktdaten Ihnen gehören. Zum Schutz der Person, der sie gehören, können wir Ihnen auch nicht sagen, ob für sie eine Kontaktsperre besteht. Wenn Sie uns von der betreffenden Adresse aus schreiben oder auf andere Weise zeigen, dass es Ihre ist ({contact}), prüfen wir die Sache erneut.',
      'kept-company':
        'Am {decidedOn} haben wir entschieden, dass die Kontaktsperre bestehen bleibt: Sie gilt für alle Adressen unter der Domain eines Unternehmens, auch für Ihre, und beruht auf dessen Antrag. Wenn Sie meinen, dass Ihre Adresse nicht dazugehören sollte, wenden Sie sich bitte an das Unternehmen; nimmt es seinen Antrag zurück, heben wir die Kontaktsperre auf.',
    },
    remedy: {
      lifted: passages.authority,
      'kept-requested': passages.remedy,
      'kept-unverified': passages.remedy,
      'kept-company': passages.remedy,
    },
  },
};
