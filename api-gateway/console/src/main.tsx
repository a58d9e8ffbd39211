import { render } from 'preact';
import './styles/base.css';
import './styles/controls.css';
import './styles/fleet.css';
import './styles/instance.css';
import { App } from './app';
import { startClock } from './clock';
import { startRoute } from './route';
import { startLanguage } from './words/words';

const page = document.getElementById('page');
if (page !== null) {
  startLanguage();
  startClock();
  startRoute();
  render(<App />, page);
}
