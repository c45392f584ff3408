/** Names of commands, shortcuts, events and actions. The manifest repeats the first three; a test compares both. */
export const COMMANDS = { agent: '/agent', queue: '/queue', floor: '/floor' } as const;

export const SHORTCUTS = {
  lookUpAgent: 'look_up_agent',
  lookUpAgentsInMessage: 'look_up_agents_in_message',
} as const;

export const EVENTS = {
  homeOpened: 'app_home_opened',
  userChanged: 'user_change',
  channelIdChanged: 'channel_id_changed',
  channelShared: 'channel_shared',
  appUninstalled: 'app_uninstalled',
  tokensRevoked: 'tokens_revoked',
} as const;

export const ACTIONS = {
  refreshAgent: 'agent_refresh',
  shareAgent: 'agent_share',
  shareAgentConfirmed: 'agent_share_confirmed',
  lookUpAgent: 'agent_look_up',
  refreshFloor: 'floor_refresh',
  shareFloor: 'floor_share',
  shareFloorConfirmed: 'floor_share_confirmed',
  openFloor: 'floor_open',
  /** A menu beside another control of the same purpose needs its own action id. */
  chooseQueue: 'floor_choose_queue',
  chooseAgent: 'floor_choose_agent',
  previousPage: 'floor_previous_page',
  nextPage: 'floor_next_page',
  refreshHome: 'home_refresh',
  openLookUp: 'home_look_up',
  chooseFavourites: 'home_choose_queues',
  summaryCsv: 'summary_csv',
  summaryQueue: 'summary_queue',
  subscribe: 'subscription_new',
  editSubscription: 'subscription_edit',
  confirmChannel: 'subscription_confirm_channel',
  pausePosted: 'summary_pause',
  pauseSubscription: 'subscription_pause',
  resumeSubscription: 'subscription_resume',
  sendSubscription: 'subscription_send',
  deleteSubscription: 'subscription_delete',
} as const;

export const VIEWS = {
  lookUp: 'look_up_agent_form',
  answer: 'look_up_agent_answer',
  favourites: 'favourite_queues_form',
  subscription: 'subscription_form',
} as const;

/** Menus whose options are requested while the person types. */
export const SUGGESTIONS = {
  queues: 'favourite_queues',
  subscriptionQueues: 'subscription_queues',
  subscriptionZone: 'subscription_zone',
} as const;
