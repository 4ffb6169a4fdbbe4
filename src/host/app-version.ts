/** The version of the app, for hosts and the command line. */

export { readAppVersion } from '../backend/app-version.ts';
