import { store } from './store.js';
import { duration, milliseconds, timeOfDay } from './words.js';

/**
 * Texts that change with time. The floor's time is computed from the server's last message and the speed. Templates
 * leave such elements empty and name the instant in an attribute; this module fills in the text many times per
 * rendering.
 */
const TEXTS = {
  /** The present floor time. */
  floor: () => timeOfDay(floorNow()),
  /** The time since an instant of floor time. */
  since: (instant) => duration(floorNow() - Number(instant)),
  /** The time since an instant of real time. */
  begun: (instant) => milliseconds(Math.max(0, Math.round(realNow() - Number(instant)))),
};

const TICK_MS = 250;

const sinceReceived = () => performance.now() - store.clock.receivedAt;
const floorNow = () => store.clock.floor + (store.live ? sinceReceived() * store.clock.speed : 0);
const realNow = () => store.clock.now + sinceReceived();

export function showTimes() {
  if (store.clock === null) return;
  for (const [name, textOf] of Object.entries(TEXTS)) {
    for (const element of document.querySelectorAll(`[data-${name}]`)) {
      const text = textOf(element.dataset[name]);
      if (element.textContent !== text) element.textContent = text;
    }
  }
}

export function keepTimesMoving() {
  setInterval(() => {
    if (!document.hidden) showTimes();
  }, TICK_MS);
}
