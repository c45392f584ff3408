import { connect } from './connection.js';

/**
 * The workspace is asked for its state while most of the page is still on its way: as whom the address says, as whom
 * this tab was, or as the first person.
 */
connect(new URLSearchParams(location.search).get('as') ?? sessionStorage.getItem('me') ?? '');
