import { connect } from './connection.js';

/**
 * Requests the workspace's state while most of the page still loads. The person is the one in the address, else the
 * tab's previous person, else the first.
 */
connect(new URLSearchParams(location.search).get('as') ?? sessionStorage.getItem('me') ?? '');
