import type { Logger } from './logger.ts';

/** Log lines at the beginning and at the end of an outage. */
interface OutageTexts {
  readonly began: string;
  readonly ended: string;
  /** `warn` and `info` unless the outage is logged elsewhere too. */
  readonly level?: 'debug';
}

/** Logs repeated failures of one kind as one outage: one line when it begins and one when it ends. */
export function createOutageLog(logger: Logger, { began, ended, level }: OutageTexts) {
  let isOngoing = false;
  return {
    failed(fields: object): void {
      if (!isOngoing) logger[level ?? 'warn'](fields, began);
      isOngoing = true;
    },
    recovered(fields: object = {}): void {
      if (isOngoing) logger[level ?? 'info'](fields, ended);
      isOngoing = false;
    },
    isOngoing: () => isOngoing,
  };
}
