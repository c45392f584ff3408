/** Milliseconds before a page reconnects. */
const RECONNECT_DELAY_MS = 500;

/**
 * Follows a page's server over a WebSocket, because browsers limit other connections to six for all tabs. A lost
 * connection is opened again and starts with the whole state, so that no event is missed.
 *
 * @param {string} path
 * @param {{ onEvent: (name: string, data: any) => void, onLost: () => void }} listener
 * @returns {() => void} ends the connection
 */
export function follow(path, { onEvent, onLost }) {
  let socket;
  let timer;

  function open() {
    socket = new WebSocket(`ws://${location.host}${path}`);
    socket.addEventListener('message', onMessage);
    socket.addEventListener('close', onClose);
  }

  function onMessage(event) {
    const { name, data } = JSON.parse(event.data);
    onEvent(name, data);
  }

  function onClose() {
    onLost();
    timer = setTimeout(open, RECONNECT_DELAY_MS);
  }

  open();
  return () => {
    clearTimeout(timer);
    socket.removeEventListener('message', onMessage);
    socket.removeEventListener('close', onClose);
    socket.close();
  };
}
