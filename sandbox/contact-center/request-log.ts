import type { RouteName } from './route-names.ts';

export type UpstreamName = 'gateway' | 'cms';

/** One served request, without password, key, GUID or phone number: paths contain none, and bodies are not kept. */
export interface ServedRequest {
  readonly number: number;
  readonly upstream: UpstreamName;
  /** A route name such as 'callnums', 'systemstate' or 'poll'; 'unknown' for a path that the upstream does not have. */
  readonly route: RouteName;
  readonly method: string;
  readonly path: string;
  /** The calling agent from the gateway's path. */
  readonly agentId: number | undefined;
  /** HTTP status; `undefined` while the request is served, or if the connection was cut. */
  status: number | undefined;
  /** The gateway's retcode or the CMS's result code. */
  code: string | undefined;
  /** The reason of a refusal in words. It is more detailed than the reply to the client. */
  detail: string | undefined;
  /** The fault that was applied. */
  fault: string | undefined;
  /** Epoch milliseconds on the simulator's clock. */
  readonly receivedAt: number;
  milliseconds: number | undefined;
  /** The number of requests that the upstream was serving, including this one. */
  readonly inFlight: number;
}

/** The log of the requests that a simulator served. */
export interface RequestLog {
  all(): readonly ServedRequest[];
  of(upstream: UpstreamName, route?: RouteName): readonly ServedRequest[];
  /** The number of requests since the start, including those that the log no longer holds. */
  count(upstream: UpstreamName, route?: RouteName): number;
  maxInFlight(upstream: UpstreamName): number;
  /**
   * The maximum number of gateway requests under overload control within two seconds, for one calling agent or over
   * all.
   */
  peakPerTwoSeconds(agentId?: number): number;
  /** Whether the gateway refused any request because of overload. */
  readonly overloaded: boolean;
  clear(): void;
}

export interface RequestRecorder {
  readonly log: RequestLog;
  begin(
    entry: Pick<ServedRequest, 'upstream' | 'route' | 'method' | 'path' | 'agentId' | 'receivedAt'>,
  ): ServedRequest;
  end(entry: ServedRequest): void;
  /** Counts a request of the calling agent. Returns the number of requests in the window, including this one. */
  countCall(agentId: number, windowMs: number): number;
  noteOverload(): void;
  onRequest(listener: (entry: ServedRequest) => void): () => void;
}

const MAX_ENTRIES = 10_000;
const PEAK_WINDOW_MS = 2000;

export function createRequestRecorder(): RequestRecorder {
  let entries: ServedRequest[] = [];
  let counts = new Map<string, number>();
  let numbers = 0;
  let overloaded = false;
  const inFlight = { gateway: 0, cms: 0 };
  let maxInFlight = { gateway: 0, cms: 0 };
  const arrivals = new Map<number, number[]>();
  let peaks = new Map<number, number>();
  const started = new WeakMap<ServedRequest, number>();
  const listeners = new Set<(entry: ServedRequest) => void>();

  const log: RequestLog = {
    all: () => entries,
    of: (upstream, route) =>
      entries.filter(
        (entry) => entry.upstream === upstream && (route === undefined || entry.route === route),
      ),
    count: (upstream, route) => counts.get(countKey(upstream, route)) ?? 0,
    maxInFlight: (upstream) => maxInFlight[upstream],
    peakPerTwoSeconds: (agentId) =>
      agentId === undefined ? Math.max(0, ...peaks.values()) : (peaks.get(agentId) ?? 0),
    get overloaded() {
      return overloaded;
    },
    clear() {
      entries = [];
      counts = new Map();
      peaks = new Map();
      overloaded = false;
      maxInFlight = { ...inFlight };
    },
  };

  return {
    log,
    begin({ upstream, route, method, path, agentId, receivedAt }) {
      inFlight[upstream] += 1;
      maxInFlight[upstream] = Math.max(maxInFlight[upstream], inFlight[upstream]);
      for (const key of [countKey(upstream), countKey(upstream, route)])
        counts.set(key, (counts.get(key) ?? 0) + 1);
      numbers += 1;
      const entry: ServedRequest = {
        number: numbers,
        upstream,
        route,
        method,
        path,
        agentId,
        status: undefined,
        code: undefined,
        detail: undefined,
        fault: undefined,
        receivedAt,
        milliseconds: undefined,
        inFlight: inFlight[upstream],
      };
      started.set(entry, performance.now());
      entries.push(entry);
      if (entries.length > MAX_ENTRIES) entries.shift();
      return entry;
    },
    end(entry) {
      inFlight[entry.upstream] -= 1;
      entry.milliseconds = Math.round(performance.now() - (started.get(entry) ?? performance.now()));
      for (const listener of listeners) listener(entry);
    },
    countCall(agentId, windowMs) {
      // Real time, even with a manual clock, because the rate of requests is a matter of the network.
      const now = performance.now();
      const longest = Math.max(windowMs, PEAK_WINDOW_MS);
      const recent = (arrivals.get(agentId) ?? []).filter((at) => now - at < longest);
      recent.push(now);
      arrivals.set(agentId, recent);
      const within = (ms: number): number => recent.filter((at) => now - at < ms).length;
      peaks.set(agentId, Math.max(log.peakPerTwoSeconds(agentId), within(PEAK_WINDOW_MS)));
      return within(windowMs);
    },
    noteOverload() {
      overloaded = true;
    },
    onRequest(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function countKey(upstream: UpstreamName, route?: RouteName): string {
  return route === undefined ? upstream : `${upstream} ${route}`;
}
