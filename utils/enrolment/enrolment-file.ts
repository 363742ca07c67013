import { type Sentence, sentence } from '../sentence.ts';
import { encodeEnrolment } from './code.ts';
import type { Enrolment } from './enrolment.ts';

/**
 * The text of an enrolment file: a heading for whoever opens it, and the code in the last line. `decodeEnrolment`
 * reads the whole text.
 * @param say in whose language
 */
export function enrolmentFile(
  enrolment: Enrolment,
  say: (sentence: Sentence) => string = ({ english }) => english,
): string {
  return [
    say(sentence('told.enrolment.title')`Lethe enrolment of ${enrolment.organisation}`),
    '',
    say(
      sentence(
        'told.enrolment.secret',
      )`TREAT THIS AS A PASSWORD. Whoever holds it can test guesses against the list of people who asked not to be contacted. Hand it to colleagues who need it, by a way that only they can read. Lethe never asks you to open a link.`,
    ),
    '',
    say(
      sentence(
        'told.enrolment.use',
      )`In Lethe's options choose this file, or copy the line below into the field for a code.`,
    ),
    '',
    encodeEnrolment(enrolment),
    '',
  ].join('\n');
}
