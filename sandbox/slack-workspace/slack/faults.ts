import type { WorkspaceClock } from './clock.ts';

interface FaultTarget {
  /** A Web API method, `response_url`, `upload`, or `*` for all. Default `*`. */
  method?: string;
  /** The number of calls (for `rate-limited`, of windows) that the fault applies to. Default 1. */
  times?: number;
}

/** `after`: the call takes effect, and only its reply is lost or damaged. */
interface Moment {
  when?: 'before' | 'after';
}

export type Fault = FaultTarget &
  (
    | { kind: 'rate-limited' /** Seconds. */; retryAfter: number }
    | ({ kind: 'status'; status: number } & Moment)
    | ({ kind: 'timeout' } & Moment)
    | ({ kind: 'reset' } & Moment)
    | ({ kind: 'html'; status?: number } & Moment)
    | ({ kind: 'truncated' } & Moment)
    | { kind: 'platform-error'; error: string }
    | { kind: 'slow' /** Delay before the call is handled, in real milliseconds. */; ms: number }
  );

export interface Faults {
  add(fault: Fault): void;
  clear(): void;
  /** Returns the fault for this call and counts its use. */
  take(method: string): Fault | undefined;
}

export function createFaults(clock: WorkspaceClock): Faults {
  let pending: { fault: Fault; left: number }[] = [];
  let windows: { method: string; until: number }[] = [];

  return {
    add: (fault) => void pending.push({ fault, left: fault.times ?? 1 }),
    clear() {
      pending = [];
      windows = [];
    },
    take(method) {
      windows = windows.filter(({ until }) => until > clock.now());
      const window = windows.find((open) => hits(open.method, method));
      if (window !== undefined) {
        const retryAfter = Math.max(1, Math.ceil((window.until - clock.now()) / 1000));
        return { kind: 'rate-limited', retryAfter };
      }
      const entry = pending.find(({ fault }) => hits(fault.method, method));
      if (entry === undefined) return undefined;
      entry.left -= 1;
      if (entry.left <= 0) pending = pending.filter((other) => other !== entry);
      const { fault } = entry;
      if (fault.kind === 'rate-limited') {
        windows.push({ method: fault.method ?? '*', until: clock.now() + fault.retryAfter * 1000 });
      }
      return fault;
    },
  };
}

const hits = (target: string | undefined, method: string): boolean =>
  target === undefined || target === '*' || target === method;
