import { type Sentence, sentence } from '../sentence.ts';

/** What ends an officer's action: a sentence for them that names the thing and the way out. Nothing is lost by it. */
export class OfficerFailure extends Error {
  readonly said: Sentence;

  constructor(said: Sentence) {
    super(said.english);
    this.said = said;
  }
}

export function registerFailure(why: Sentence): OfficerFailure {
  return new OfficerFailure(
    sentence(
      'told.failure.register',
    )`The register can't be used. Nothing is published or recorded until this is mended, and the list that colleagues have goes on: ${why}`,
  );
}

export function repositoryFailure(why: Sentence): OfficerFailure {
  return new OfficerFailure(
    sentence('told.failure.repository')`What is published can't be relied on, so nothing was changed: ${why}`,
  );
}

/** However often it was tried. */
export function othersWrite(): OfficerFailure {
  return new OfficerFailure(
    sentence(
      'told.failure.othersWrite',
    )`Others write at the same time: try again. What was recorded is kept.`,
  );
}

export function officerReplaced(): OfficerFailure {
  return new OfficerFailure(
    sentence(
      'told.failure.officerReplaced',
    )`Your key doesn't count any more: it was replaced, or you were removed. Another officer knows, and can invite you again.`,
  );
}

/** Where a rotation was finished in place of what was asked. */
export function begunEarlier(): OfficerFailure {
  return new OfficerFailure(
    sentence('told.failure.begunEarlier')`What was begun earlier is finished now: do this once more.`,
  );
}
