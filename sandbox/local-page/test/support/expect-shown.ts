import type { Locator } from 'playwright-core';

/** Waits until an element is visible; the error names the missing element. */
export const expectShown = (locator: Locator): Promise<void> => locator.waitFor();

/** Waits until an element has disappeared. */
export const expectGone = (locator: Locator): Promise<void> => locator.waitFor({ state: 'detached' });
