/** A page whose server comes back should show it at once. */
const AGAIN_MS = 500;

/**
 * Follows a page's server, over a WebSocket: of other connections a browser keeps six for all tabs together. One that is
 * lost is opened again, and begins with the whole state, so that nothing is missed.
 *
 * @param {string} path
 * @param {{ hear: (name: string, data: any) => void, lose: () => void }} listener
 * @returns {() => void} ends it
 */
export function follow(path, { hear, lose }) {
  let socket;
  let timer;

  function open() {
    socket = new WebSocket(`ws://${location.host}${path}`);
    socket.addEventListener('message', onMessage);
    socket.addEventListener('close', onClose);
  }

  function onMessage(event) {
    const { name, data } = JSON.parse(event.data);
    hear(name, data);
  }

  function onClose() {
    lose();
    timer = setTimeout(open, AGAIN_MS);
  }

  open();
  return () => {
    clearTimeout(timer);
    socket.removeEventListener('message', onMessage);
    socket.removeEventListener('close', onClose);
    socket.close();
  };
}
