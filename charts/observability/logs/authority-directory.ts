/** Where pods that write to the log store find the authority of its certificate, as `ca.crt`. */
export const AUTHORITY_DIRECTORY = '/etc/log-store';
