import { store } from './store.js';

/** Places of a tab: a channel, or the app's Home or messages. The address names the place after the `#`. */

/** The place of the address if it exists for this person; else the first channel. */
export function placeInAddress() {
  const { channels } = store.workspace;
  const [name, tab] = location.hash.slice(1).split('/');
  const isThere = channels.some(({ id, kind }) => id === name && kind === 'channel');
  const first = channels.find(({ kind }) => kind === 'channel');
  const isApp = name === 'app' || first === undefined;
  return isApp ? placeOfApp(tab) : { kind: 'channel', id: isThere ? name : first.id };
}

/** The app's Home or messages, if the app has them. */
function placeOfApp(tab) {
  const { channels, homeEnabled, messagesTab } = store.workspace;
  const direct = channels.find(({ kind }) => kind === 'im')?.id ?? '';
  const isHome = messagesTab === 'off' || (homeEnabled && tab !== 'messages');
  return { kind: 'app', tab: isHome ? 'home' : 'messages', id: direct };
}

/** The address of a place for the tab's person. */
export function addressOf(place) {
  const address = new URL(location.href);
  if (address.searchParams.has('as')) address.searchParams.set('as', store.workspace.me);
  address.hash = place.kind === 'app' ? `app/${place.tab}` : place.id;
  return address;
}
