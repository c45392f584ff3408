import { store } from './store.js';
import { duration, milliseconds, timeOfDay } from './words.js';

/**
 * Times move on their own: the floor's time follows from what the server said last, and its speed. Templates leave
 * such elements empty and name the instant in an attribute; the text is filled in here, many times for one rendering.
 */
const TEXTS = {
  /** Floor time now. */
  floor: () => timeOfDay(floorNow()),
  /** How long ago an instant of the floor's time is. */
  since: (instant) => duration(floorNow() - Number(instant)),
  /** How long ago an instant of real time is. */
  begun: (instant) => milliseconds(Math.max(0, Math.round(realNow() - Number(instant)))),
};

const EVERY_MS = 250;

const sinceHeard = () => performance.now() - store.clock.heard;
const floorNow = () => store.clock.floor + (store.live ? sinceHeard() * store.clock.speed : 0);
const realNow = () => store.clock.now + sinceHeard();

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
  }, EVERY_MS);
}
