import type { ChoiceName, ChoiceValue, FactName } from './facts.ts';
import type { Language } from './language.ts';

/** A sentence or a few with one meaning, which every language has under the same id. */
export interface Statement {
  readonly id: string;
  /** The fact that selects the text. */
  readonly by?: ChoiceName;
  /** Left out unless this fact is given. */
  readonly given?: FactName;
  /** Left out if this fact is given. */
  readonly absent?: FactName;
  /** Begins a line of its own, as a point of a list. */
  readonly item?: true;
}

/** Paragraphs in order; the same in every language. */
export type Structure = readonly (readonly Statement[])[];

type TextOf<S extends Statement> = S extends { readonly by: infer Name extends ChoiceName }
  ? Readonly<Record<ChoiceValue<Name>, string>>
  : string;

/** The words of a letter in one language: `{organisation}` stands for the fact of that name. */
export interface WordingOf<Paragraphs extends Structure> {
  /** Of a mail, or the line above a letter. */
  readonly subject: string;
  readonly texts: {
    readonly [S in Paragraphs[number][number] as S['id']]: TextOf<S>;
  };
}

/** A wording whose structure isn't known to the compiler. */
export interface Wording {
  readonly subject: string;
  readonly texts: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
}

/**
 * A letter in one version. Once released it is never edited, since the register names it: a change is a new version
 * beside it, in a folder of its own.
 */
export interface Letter {
  readonly id: string;
  readonly version: number;
  readonly structure: Structure;
  readonly wordings: Readonly<Record<Language, Wording>>;
}

/** What the register records: `offer-1-nl`. */
export function wordingVersionOf({ id, version }: Letter, language: Language): string {
  return `${id}-${version}-${language}`;
}
