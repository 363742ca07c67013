import { useEffect, useState } from 'preact/hooks';
import { Popup } from '../popup/popup.tsx';
import { namedTab, type PopupTab } from '../popup/popup-tab.ts';
import { followTab } from './follow-tab.ts';

/** Beside the page, for whichever tab of its window is at hand. */
export function Panel({ search }: { readonly search: URLSearchParams }) {
  const [tab, setTab] = useState<Promise<PopupTab>>();

  useEffect(() => {
    const ending = new AbortController();
    void namedTab(search).then(named => {
      if (named) setTab(Promise.resolve(named));
      else followTab(setTab, ending.signal);
    });
    return () => ending.abort();
  }, [search]);

  return tab ? <Popup tab={tab} place="panel" /> : null;
}
