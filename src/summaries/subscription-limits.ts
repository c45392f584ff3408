/** The maximum number of queues of one subscription. More belong into several subscriptions, or the whole floor. */
export const QUEUES_MAX = 100;
export const SUBSCRIPTIONS_PER_OWNER_MAX = 50;
