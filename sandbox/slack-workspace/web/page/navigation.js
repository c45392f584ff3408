import { newLineIn } from './channel-pane.js';
import { act, connect, onState } from './connection.js';
import { addressOf, placeInAddress } from './places.js';
import { change, shownChannel, store } from './store.js';

/** Shows a place. If there is an app, it gets an event each time its Home is opened. */
function arrive(place) {
  change({ place });
  change({ newLine: newLineIn(shownChannel()) });
  if (place.tab === 'home' && store.workspace.app.connected) void act({ act: 'openHome' });
}

/** Navigates to a place and adds an entry to the browser's history. */
export function go(place) {
  arrive(place);
  const address = addressOf(place);
  if (address.hash !== location.hash) history.pushState(null, '', address);
}

/** Shows the place of the address: when a tab opens or reconnects, and on the browser's Back and Forward. */
function followAddress() {
  const place = placeInAddress();
  arrive(place);
  history.replaceState(null, '', addressOf(place));
}

/** Starts to keep the address equal to the present place. */
export function open() {
  onState(followAddress);
  window.addEventListener('popstate', () => {
    if (store.workspace !== null) followAddress();
  });
}

/** Changes the person of the tab; the drafts of each person are kept. */
export function become(user) {
  sessionStorage.setItem('me', user);
  const address = new URL(location.href);
  address.searchParams.set('as', user);
  history.replaceState(null, '', address);
  change({ entered: {}, fieldErrors: {}, modals: [], home: null, newLine: null });
  connect(user);
}
