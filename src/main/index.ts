/** The desktop app's entry. */

import { app } from 'electron';

app.on('window-all-closed', () => app.quit());
