/** The names by which Slack tells us what was used. The manifest repeats commands, shortcuts and events; a test compares both. */
export const COMMANDS = { agent: '/agent', floor: '/floor' } as const;

export const SHORTCUTS = {
  lookUpAgent: 'look_up_agent',
  lookUpAgentsInMessage: 'look_up_agents_in_message',
} as const;

export const EVENTS = { homeOpened: 'app_home_opened' } as const;

export const ACTIONS = {
  refreshAgent: 'agent_refresh',
  shareAgent: 'agent_share',
  lookUpAgent: 'agent_look_up',
  refreshHome: 'home_refresh',
  openLookUp: 'home_look_up',
  summaryCsv: 'summary_csv',
  summaryQueue: 'summary_queue',
  subscribe: 'subscription_new',
  editSubscription: 'subscription_edit',
  muteSubscription: 'subscription_mute',
  pauseSubscription: 'subscription_pause',
  resumeSubscription: 'subscription_resume',
  sendSubscription: 'subscription_send',
  deleteSubscription: 'subscription_delete',
} as const;

export const VIEWS = { lookUp: 'look_up_agent_form', answer: 'look_up_agent_answer', subscription: 'subscription_form' } as const;

/** Menus that ask us what to offer. */
export const MENUS = { queues: 'subscription_queues', zone: 'subscription_zone' } as const;
