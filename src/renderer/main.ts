/** Starts the window: styles, transport, app. */

import '@fontsource-variable/inter/index.css';
import '@fontsource-variable/source-serif-4/index.css';
import './styles/tokens.css';
import './styles/base.css';
import { mount } from 'svelte';
import { createClient } from '../contract/client.ts';
import App from './App.svelte';
import { chooseTransport } from './client/choose-transport.ts';

const target = document.getElementById('app');
if (target === null) throw new Error('index.html has no element #app');
const { transport, doors } = chooseTransport();
mount(App, { target, props: { client: createClient(transport), doors } });
