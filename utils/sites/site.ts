/** What Lethe knows of one site. One file a site, all of this shape; found by `siteOf(location)`. */
export interface Site {
  /** The name a rep knows it by. */
  readonly name: string;
  /** Match patterns (https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/Match_patterns) for the manifest. */
  readonly hosts: readonly string[];
  /** Attributes that hold an address here, beyond those that scan looks at everywhere. */
  readonly attributes?: readonly string[];
  /** Selector of subtrees that hold data or code and are never scanned. */
  readonly skip?: string;
  /** How mail is written here; absent where nothing is written. */
  readonly compose?: Compose;
}

/** A mail being written. */
export interface Compose {
  /** The compose windows now in this document, outermost element of each. */
  windows(document: Document): HTMLElement[];
  recipients(window: HTMLElement): Recipient[];
  /** Takes the recipient out as the rep would (its chip's remove control or key); false if it can't. */
  remove(window: HTMLElement, recipient: Recipient): boolean;
  /** The send control (button, menu item) in or around the target of a gesture, and the window it sends; null if there is none. */
  sendControl(target: Element): { window: HTMLElement; control: HTMLElement } | null;
  /** The send control that a keyboard shortcut in this element would trigger; null if this event is none. */
  sendShortcut(event: KeyboardEvent): { window: HTMLElement; control: HTMLElement } | null;
}

export interface Recipient {
  /** Raw text of the address, or null where only a name can be read: `unknown`, never clear. */
  readonly address: string | null;
  /** What the rep sees. */
  readonly label: string;
  readonly field: 'to' | 'cc' | 'bcc';
  readonly element: HTMLElement;
}
