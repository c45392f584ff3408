import type { Clock } from '../clock.ts';
import type { UpstreamName } from '../request-log.ts';
import { isRouteOf } from '../route-names.ts';
import { FAULT_KINDS, type FaultEffect, type FaultSpec } from './fault-kinds.ts';

/** An active fault. */
export interface Fault {
  /** Unique in this simulator: "3 hang gateway callnums". */
  readonly name: string;
  readonly description: string;
  readonly spec: FaultSpec;
  /** The number of requests that the fault was applied to. */
  readonly played: number;
  remove(): void;
}

/** The faults of one simulator. If several match a request, the oldest is applied; `slow` is applied in addition. */
export interface Faults {
  add(spec: FaultSpec): Fault;
  clear(): void;
  /** The active faults, oldest first. */
  list(): readonly Fault[];
}

export interface FaultBoard extends Faults {
  /** Returns the fault to apply to a request, and counts the request. */
  play(
    upstream: UpstreamName,
    route: string,
  ): { names: string[]; delayMs: number; effect: FaultEffect | undefined };
}

interface ActiveFault extends Fault {
  played: number;
  skipped: number;
}

export function createFaults(clock: Clock): FaultBoard {
  let active: ActiveFault[] = [];
  let added = 0;

  function add(spec: FaultSpec): Fault {
    const kind = FAULT_KINDS.find((row) => row.kind === spec.kind);
    if (kind === undefined) throw new RangeError(`no such fault: ${spec.kind}`);
    if (!kind.upstreams.includes(spec.upstream)) {
      throw new RangeError(`the fault ${spec.kind} is not one of the ${spec.upstream}'s`);
    }
    if (spec.route !== undefined && !isRouteOf(spec.upstream, spec.route)) {
      throw new RangeError(`the ${spec.upstream} has no route called ${spec.route}`);
    }
    added += 1;
    const fault: ActiveFault = {
      name: [added, spec.kind, spec.upstream, spec.route ?? 'all'].join(' '),
      description: kind.description,
      spec,
      played: 0,
      skipped: 0,
      remove() {
        active = active.filter((other) => other !== fault);
      },
    };
    active.push(fault);
    if (spec.forMs !== undefined) clock.after(spec.forMs, () => fault.remove());
    return fault;
  }

  function isDue(fault: ActiveFault): boolean {
    const { skip = 0, times = Number.POSITIVE_INFINITY } = fault.spec;
    if (fault.skipped < skip) {
      fault.skipped += 1;
      return false;
    }
    fault.played += 1;
    if (fault.played >= times) fault.remove();
    return true;
  }

  return {
    add,
    clear() {
      active = [];
    },
    list: () => [...active],
    play(upstream, route) {
      const names: string[] = [];
      let delayMs = 0;
      let effect: FaultEffect | undefined;
      for (const fault of active) {
        const { spec } = fault;
        if (spec.upstream !== upstream || (spec.route !== undefined && spec.route !== route)) continue;
        if (spec.kind !== 'slow' && effect !== undefined) continue;
        if (!isDue(fault)) continue;
        names.push(fault.name);
        if (spec.kind === 'slow') delayMs += spec.ms;
        else effect = spec;
      }
      return { names, delayMs, effect };
    },
  };
}
