/** Whether everything is to be run (`npm run test:full`), and not the part that `npm test` has time for. */
export const FULL = process.env.FULL === '1';
