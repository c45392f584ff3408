import { newLineIn } from './channel-pane.js';
import { act, connect, onState } from './connection.js';
import { addressOf, placeInAddress } from './places.js';
import { change, shownChannel, store } from './store.js';

/** Shows a place. The app hears each time that its Home is opened, as long as there is an app. */
function arrive(place) {
  change({ place });
  change({ newLine: newLineIn(shownChannel()) });
  if (place.tab === 'home' && store.workspace.app.connected) void act({ act: 'openHome' });
}

/** Goes somewhere; the browser's Back leads from there to where one was. */
export function go(place) {
  arrive(place);
  const address = addressOf(place);
  if (address.hash !== location.hash) history.pushState(null, '', address);
}

/** Shows what the address names: when a tab opens or has the workspace back, and with the browser's Back and Forward. */
function followAddress() {
  const place = placeInAddress();
  arrive(place);
  history.replaceState(null, '', addressOf(place));
}

/** From now on the address says where one is. */
export function open() {
  onState(followAddress);
  window.addEventListener('popstate', () => {
    if (store.workspace !== null) followAddress();
  });
}

/** Makes the tab another person's; what a person was writing waits for them. */
export function become(user) {
  sessionStorage.setItem('me', user);
  const address = new URL(location.href);
  address.searchParams.set('as', user);
  history.replaceState(null, '', address);
  change({ entered: {}, fieldErrors: {}, modals: [], home: null, newLine: null });
  connect(user);
}
