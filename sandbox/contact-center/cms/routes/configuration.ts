import type { CmsRoute } from '../route.ts';

/** Interfaces about the VDN's configuration, and the connectivity test. */
export const configurationRoutes: readonly CmsRoute[] = [
  {
    // Old page 2540.
    name: 'configures-skills',
    method: 'POST',
    path: 'openapi/configures/skills',
    body: 'flat',
    envelope: 'full',
    answer: ({ world, isOurs }) => ({
      payload: isOurs ? world.queues().map(({ id, name, mediaType }) => ({ id, name, mediaType })) : [],
    }),
  },
  {
    name: 'restreasons',
    method: 'GET',
    path: 'openapi/agentgroup/restreasons/{ccId}/{vdn}',
    body: 'flat',
    envelope: 'short',
    answer: ({ world, isOurs }) => ({
      payload: isOurs
        ? [...world.restReasons].map(([restReasonId, restReason]) => ({ restReasonId, restReason }))
        : [],
    }),
  },
  {
    // The vendor's demo calls this interface, which the reference does not list. It answers any signed request (the
    // payload is inferred).
    name: 'ping',
    method: 'POST',
    path: 'ping',
    body: 'flat',
    envelope: 'short',
    answer: ({ parameters }) => ({ payload: parameters.text('say') ?? '' }),
  },
];
