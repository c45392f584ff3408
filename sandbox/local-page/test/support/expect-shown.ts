import type { Locator } from 'playwright-core';

/** Waits until it can be seen; says what was missing where it never is. */
export const expectShown = (locator: Locator): Promise<void> => locator.waitFor();

/** Waits until it is gone. */
export const expectGone = (locator: Locator): Promise<void> => locator.waitFor({ state: 'detached' });
