/** The key of the simulator's contact centre, unless a test starts it as another one. */
export const CENTRE = '1-170';
