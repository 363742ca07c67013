import { baseKeymap } from 'prosemirror-commands';
import { history, redo, undo, undoDepth } from 'prosemirror-history';
import { keymap } from 'prosemirror-keymap';
import { schema } from 'prosemirror-schema-basic';
import { EditorState } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';

/** What the editor has come to. */
export interface Edited {
  readonly doc: string;
  readonly selection: string;
  /** Steps that can be undone. */
  readonly undoable: number;
  readonly transactions: number;
}

export interface Editor {
  edited(): Edited;
  paste(html: string): void;
}

/** An editor with history and the usual keys. */
export function mount(place: HTMLElement): Editor {
  let transactions = 0;
  // Grouped by place and not by time: how long a step takes must not tell.
  const plugins = [
    history({ newGroupDelay: Infinity }),
    keymap({ 'Control-z': undo, 'Control-y': redo }),
    keymap(baseKeymap),
  ];
  const view = new EditorView(place, {
    state: EditorState.create({ schema, plugins }),
    dispatchTransaction(transaction) {
      transactions++;
      view.updateState(view.state.apply(transaction));
    },
  });
  return {
    edited: () => ({
      doc: JSON.stringify(view.state.doc),
      selection: JSON.stringify(view.state.selection),
      undoable: undoDepth(view.state),
      transactions,
    }),
    paste: html => view.pasteHTML(html),
  };
}
