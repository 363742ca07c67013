/** The mark: a river across a circle. */
export function LetheMark() {
  return (
    <svg class="lethe-mark" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
      <circle cx="12" cy="12" r="10" fill="currentColor" />
      <path
        class="lethe-mark-river"
        d="M1 10.6c3.7-2.9 7.3-2.9 11 0s7.3 2.9 11 0M1 15.4c3.7-2.9 7.3-2.9 11 0s7.3 2.9 11 0"
        fill="none"
        stroke-width="2.2"
        stroke-linecap="round"
      />
    </svg>
  );
}

/** Protecting: a tick. */
export function TickIcon() {
  return (
    <svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
      <circle cx="12" cy="12" r="10" fill="currentColor" />
      <path
        class="icon-on"
        d="M7.5 12.4l3 3 6-6.6"
        fill="none"
        stroke-width="2.2"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}

/** An older list: a clock. */
export function ClockIcon() {
  return (
    <svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
      <circle cx="12" cy="12" r="10" fill="currentColor" />
      <path
        class="icon-on"
        d="M12 6.8V12l3.4 2.2"
        fill="none"
        stroke-width="2.2"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}

/** Not protecting: an exclamation in a triangle. */
export function WarningIcon() {
  return (
    <svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
      <path
        d="M12 2.2c.7 0 1.3.4 1.7 1l8 14.6c.8 1.4-.2 3.2-1.8 3.2H4.1c-1.6 0-2.6-1.8-1.8-3.2l8-14.6c.4-.6 1-1 1.7-1z"
        fill="currentColor"
      />
      <path
        class="icon-on"
        d="M12 8.6v4.8M12 17.2v.1"
        fill="none"
        stroke-width="2.2"
        stroke-linecap="round"
      />
    </svg>
  );
}

/** Listed: a bar in a disc. */
export function ListedIcon() {
  return (
    <svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
      <circle cx="12" cy="12" r="10" fill="currentColor" />
      <path class="icon-on" d="M7.2 12h9.6" fill="none" stroke-width="2.6" stroke-linecap="round" />
    </svg>
  );
}

/** Nothing to say of a page: a ring. */
export function RingIcon() {
  return (
    <svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
      <circle cx="12" cy="12" r="9" fill="none" stroke="currentColor" stroke-width="2" />
    </svg>
  );
}
