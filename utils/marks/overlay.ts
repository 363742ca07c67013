/**
 * The one closed shadow root of a frame, on a 0×0 fixed host appended to `<html>`. Marks, banner and dialog live
 * in it; nothing else of Lethe is in the page's tree.
 */
export interface Overlay {
  readonly root: ShadowRoot;
  /** Shows marks above whatever the page last put into the top layer (dialog, popover, full screen). */
  raise(): void;
}
