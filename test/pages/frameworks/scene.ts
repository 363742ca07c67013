/** What every framework's page shows; each step of the test shows another. */
export interface Scene {
  /** Rows, by their key. */
  readonly people: readonly { readonly id: string; readonly address: string }[];
  /** An address in the middle of a sentence, a text node among others. */
  readonly note: string;
  /** One address that stands in two elements. */
  readonly split: readonly [string, string];
  /** Set as `innerHTML`. */
  readonly markup: string;
  /** The value of a controlled field. */
  readonly typed: string;
  /** Text and a paragraph that come and go, without an element around them. */
  readonly fragment: string | null;
  /** A dialog rendered into the body. */
  readonly portal: string | null;
}

/** What the page hears of itself. */
export interface Heard {
  /** How often the framework brought a scene to the document. */
  commits: number;
  /** Warnings, errors, and what the framework says that it recovered from. */
  readonly said: string[];
}

export interface Shown {
  /** Through when the document shows it. */
  show(scene: Scene): Promise<void>;
  /** What a person typed into the field goes into the scene, as in a form that keeps its state. */
  typed(): string;
  unmount(): void;
}

/** What each page's client bundle exports. */
export interface FrameworkClient {
  /** Takes over the markup that the server rendered into `root`. */
  hydrate(root: HTMLElement, scene: Scene, heard: Heard): Promise<Shown>;
}

/** What each page's server bundle exports. */
export interface FrameworkServer {
  render(scene: Scene): string | Promise<string>;
}
