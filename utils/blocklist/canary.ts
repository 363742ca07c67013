/** In every list: the extension looks it up after each sync, and says "not protecting" if it isn't found. */
export const CANARY = 'canary@lethe.invalid';
